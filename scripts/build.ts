// Builds what is out of date: src → dist/server (TypeScript and the assets beside it), catalogue →
// dist/catalogue, src/workbench → dist/workbench. Each part is made beside the old one and swapped
// in whole, so that a failed or interrupted build leaves the last good one in place.

import { join } from 'node:path'
import { buildCatalogue } from './build/catalogue.ts'
import { filesUnder } from './build/files.ts'
import { buildServer } from './build/server.ts'
import { hashOf, isCurrent, remember, type Stamped } from './build/stamp.ts'
import { buildWorkbench } from './build/workbench.ts'

interface Part extends Stamped {
  /** Answers why nothing was built, or undefined; throws with the compiler's words. */
  readonly build: (target: string) => Promise<string | undefined>
}

process.chdir(join(import.meta.dirname, '..'))

const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const isWorkbench = (path: string) => path.startsWith('src/workbench/')
const settings = ['package-lock.json', 'tsconfig.json', ...filesUnder('scripts')]
const sources = filesUnder('src').filter((path) => !isTest(path))
const stamps = 'dist/.stamp'

const parts: readonly Part[] = [
  {
    name: 'server',
    target: 'dist/server',
    inputs: [...settings, 'tsconfig.build.json', ...sources.filter((path) => !isWorkbench(path))],
    build: buildServer,
  },
  {
    name: 'workbench',
    target: 'dist/workbench',
    // It may import contracts and verify/ of every slice, and what these import.
    inputs: [...settings, 'vite.config.ts', ...sources],
    build: buildWorkbench,
  },
  {
    name: 'catalogue',
    target: 'dist/catalogue',
    inputs: [...settings, ...filesUnder('catalogue')],
    build: buildCatalogue,
  },
]

const buildPart = async (part: Part): Promise<boolean> => {
  const start = performance.now()
  const hash = hashOf(part.inputs)
  if (isCurrent(stamps, part, hash)) return true
  try {
    const skipped = await part.build(part.target)
    if (skipped === undefined) remember(stamps, part, hash)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    process.stderr.write(`${part.name}: ${skipped ?? `built in ${seconds} s`}\n`)
    return true
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${part.name}: not built\n${words}\n`)
    return false
  }
}

const outcomes = await Promise.all(parts.map(buildPart))
if (outcomes.includes(false)) process.exitCode = 1
