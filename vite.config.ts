import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The workbench only; the server is built by tsc, tests have their own vitest.config.ts. */
export default defineConfig({
  root: 'src/workbench',
  base: '/workbench/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../dist/workbench',
    // The Content-Security-Policy allows neither inline script nor data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        // Parts that change at different times: an update of ours leaves theirs in the cache. The
        // component library is not one of them: most of it is needed by forms only, which load late.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'tanstack', test: /node_modules\/@tanstack\//, priority: 2 },
          ],
        },
      },
    },
  },
})
