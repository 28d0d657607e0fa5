import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/sequencer.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    exclude: ['test/bench/**', '**/node_modules/**', 'dist/**'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    reporters: ['./test/support/reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // A test leaves nothing behind in a module (style 6), so what one file has loaded serves the next.
    isolate: false,
    // One more than the cores of our machines: a test waits for a browser, a disk or another process.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
})
