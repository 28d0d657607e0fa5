import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Below `src/`, or `dist/server/` where it is built: all code that verdicts depend on. */
const code = ['review/judge', 'review/cache', 'catalogue', 'documents/extract', 'kernel']

/**
 * Stands for everything beside a file's content by which its verdicts could differ: readers, judge,
 * catalogue, and whether text in pictures is recognised. Taken from the code itself, so that nobody
 * has to remember to raise a number.
 */
export const judgedBy = (
  catalogue: readonly { readonly name: string; readonly text: string }[],
  recognises: boolean,
): string => {
  const hash = createHash('sha256').update(recognises ? 'with recognition\n' : 'without\n')
  const add = (name: string, content: string | Uint8Array): void => {
    hash.update(`${name} ${content.length}\n`).update(content)
  }
  for (const { name, text } of catalogue) add(name, text)
  const root = join(import.meta.dirname, '..', '..')
  // The program's version, and which libraries read files.
  for (const above of ['..', join('..', '..')]) {
    const file = join(root, above, 'package.json')
    if (existsSync(file)) add('package.json', readFileSync(file))
  }
  for (const folder of code)
    for (const name of readdirSync(join(root, folder), {
      recursive: true,
      encoding: 'utf8',
    }).sort())
      if (/(?<!\.test|\.d)\.[jt]s$/.test(name)) add(name, readFileSync(join(root, folder, name)))
  return hash.digest('hex')
}
