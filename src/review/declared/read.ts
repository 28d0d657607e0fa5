import { lstat, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Declared, declaredFiles, parseDeclared } from './parse.ts'

/**
 * What people said in the file beside the documents; undefined where there is none. Refuses as
 * `parseDeclared`, and a path that names no file of the folder: it was renamed, or never there.
 */
export const readDeclared = async (
  root: string,
  today: string,
): Promise<Declared | undefined | Refusal> => {
  const there: string[] = []
  for (const file of declaredFiles) if (await isFile(join(root, file))) there.push(file)
  const [file, other] = there
  if (file === undefined) return undefined
  if (other !== undefined)
    return refuse(
      'review/declared',
      `${file} and ${other} both say something of this folder. Keep one of them.`,
    )
  const content = await textOf(join(root, file), file)
  if (isRefusal(content)) return content
  const declared = parseDeclared(file, content, today)
  if (isRefusal(declared)) return declared
  const real = await realpath(root)
  const named = [
    ...declared.documents.map(({ path }, index) => ({ path, key: `documents[${index}].path` })),
    ...declared.words.map(({ document, key }) => ({ path: document, key: `${key}.document` })),
  ]
  for (const { path, key } of named)
    if (!(await liesIn(real, path)))
      return refuse(
        'review/declared',
        `${file}: ${key}: ${path} is no file of this folder. Write the path as the review prints it, or take the entry out.`,
      )
  return declared
}

const textOf = async (path: string, file: string): Promise<string | Refusal> => {
  const handle = await open(path)
  try {
    const most = limits.review.declared.characters * 4
    const { size } = await handle.stat()
    if (size > most)
      return refuse('review/declared', `${file} has more than ${most} bytes. Say less in it.`)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(most + 1), 0, most + 1, 0)
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead))
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return refuse('review/declared', `${file} is no UTF-8. Save it as UTF-8.`)
  } finally {
    await handle.close()
  }
}

const isFile = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isFile()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && isGone(cause.code)) return false
    throw cause
  }
}

const isGone = (code: unknown): boolean =>
  code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG'

/** A file of the folder itself: the listing follows no links, so neither does this. */
const liesIn = async (real: string, path: string): Promise<boolean> => {
  const at = join(real, path)
  return (await isFile(at)) && (await realpath(at)) === at
}
