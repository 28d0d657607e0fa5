import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { swapIn } from './files.ts'
import { run } from './run.ts'

/** Answers why nothing was built, or undefined. */
export const buildWorkbench = async (target: string): Promise<string | undefined> => {
  if (!existsSync('src/workbench/index.html')) return 'skipped, src/workbench/index.html is missing'
  await swapIn(target, (fresh) =>
    run('node_modules/vite/bin/vite.js', 'build', '--outDir', resolve(fresh), '--emptyOutDir'),
  )
  return undefined
}
