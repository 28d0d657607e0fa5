import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Below this many bytes compressing saves no packet. */
const worthIt = 1_400

/** Scripts and styles also as `.br` and `.gz`: the server sends them as they are. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  generateBundle: {
    // After Vite has put in the names of the files that a script loads later.
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, part] of Object.entries(bundle)) {
        const source = part.type === 'chunk' ? part.code : part.source
        if (!/\.(m?js|css|svg)$/.test(fileName) || source.length < worthIt) continue
        const bytes = Buffer.from(source)
        const emit = (ending: string, packed: Buffer) =>
          this.emitFile({ type: 'asset', fileName: `${fileName}.${ending}`, source: packed })
        emit('br', brotliCompressSync(bytes))
        emit('gz', gzipSync(bytes, { level: 9 }))
      }
    },
  },
})

const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const { version: pdfjsVersion } = JSON.parse(readFileSync(join(pdfjs, 'package.json'), 'utf8')) as {
  readonly version: string
}
const pdfjsFolder = `assets/pdfjs-${pdfjsVersion}`

/**
 * What a PDF may need beside its reader: fonts that every viewer has, tables of Asian writing, and
 * decoders of scans as scripts, since the Content-Security-Policy allows no WebAssembly.
 */
const pdfParts = (): Plugin => ({
  name: 'pdf-parts',
  apply: 'build',
  buildStart() {
    for (const [folder, wanted] of [
      ['cmaps', /\.bcmap$/],
      ['standard_fonts', /\.(pfb|ttf)$/],
      ['wasm', /_nowasm_fallback\.js$/],
      ['iccs', /\.icc$/],
    ] as const)
      for (const name of readdirSync(join(pdfjs, folder)).filter((one) => wanted.test(one)))
        this.emitFile({
          type: 'asset',
          fileName: `${pdfjsFolder}/${folder}/${name}`,
          source: readFileSync(join(pdfjs, folder, name)),
        })
  },
})

/** The workbench only; the server is built by tsc, tests have their own vitest.config.ts. */
export default defineConfig({
  root: 'src/workbench',
  base: '/workbench/',
  publicDir: false,
  plugins: [react(), pdfParts(), compressed()],
  define: { PDF_PARTS: JSON.stringify(`/workbench/${pdfjsFolder}`) },
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
