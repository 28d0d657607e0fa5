// `npm run check`: everything that reads the code without running the product. All of it runs, so
// that one pass shows all there is to mend.
import { join } from 'node:path'
import { run } from './build/run.ts'

process.chdir(join(import.meta.dirname, '..'))

const checks: readonly (readonly [name: string, script: string, ...words: string[]])[] = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['boundaries', 'node_modules/vitest/vitest.mjs', 'run', 'test/boundaries.test.ts'],
  ['unused', 'node_modules/knip/bin/knip.js', '--no-progress'],
]

const outcomes = await Promise.all(
  checks.map(async ([name, script, ...words]) => {
    try {
      await run(script, ...words)
      process.stdout.write(`${name}: good\n`)
      return true
    } catch (error) {
      process.stdout.write(`${name}: NOT GOOD\n${error instanceof Error ? error.message : error}\n`)
      return false
    }
  }),
)
if (outcomes.includes(false)) process.exitCode = 1
