import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { filesUnder, swapIn } from './files.ts'
import { run } from './run.ts'

const isAsset = (path: string) => /\.(typ|css|ya?ml|json|svg|html|woff2)$/.test(path)

export const buildServer = (target: string): Promise<undefined> =>
  swapIn(target, async (fresh) => {
    await run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)
    for (const path of filesUnder(fresh)) if (path.endsWith('.js')) rewriteUrls(path)
    for (const path of filesUnder('src')) if (isAsset(path)) copyBeside(path, fresh)
  })

/** tsc rewrites import specifiers only; `new URL('./worker.ts', import.meta.url)` names files too. */
const rewriteUrls = (path: string) => {
  const text = readFileSync(path, 'utf8')
  const rewritten = text.replace(
    /(new URL\(\s*['"]\.{1,2}\/[^'"\n]*)\.tsx?(['"],\s*import\.meta\.url)/g,
    '$1.js$2',
  )
  if (rewritten !== text) writeFileSync(path, rewritten)
}

const copyBeside = (path: string, fresh: string) => {
  if (path.startsWith('src/workbench/')) return
  const copy = join(fresh, relative('src', path))
  mkdirSync(dirname(copy), { recursive: true })
  copyFileSync(path, copy)
}
