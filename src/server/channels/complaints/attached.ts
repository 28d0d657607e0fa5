import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'

/** The files that a line names, and what is wrong with those that were not taken, in words. */
export interface AttachedFiles {
  readonly files: readonly FileReference[]
  readonly problems: readonly string[]
}

/** Names in a cell: each on a line of its own, or parted by `|`. */
export const namesIn = (cell: string): readonly string[] =>
  cell
    .split(/[|\r\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/**
 * Puts the files that a line names into the store: plain files below the drop folder, reached by no
 * link. They stay where they are. One that cannot be taken keeps neither the others nor the complaint
 * out.
 */
export const attachedFiles = async (
  { files: store }: Parts,
  folder: string,
  names: readonly string[],
): Promise<AttachedFiles> => {
  const files: FileReference[] = []
  const problems: string[] = []
  const most = limits.file.perReport
  for (const name of names.slice(0, most)) {
    const file = await openWithin(folder, name)
    if (typeof file === 'string') {
      problems.push(`the file ${safeFileName(name)} ${file}`)
      continue
    }
    const limitBytes = limits.file.reportTotalBytes - files.reduce((sum, { size }) => sum + size, 0)
    const stored = await store.put(file.createReadStream(), { limitBytes })
    if (isRefusal(stored) && stored.code === 'file/too-large')
      problems.push(
        `the file ${safeFileName(name)} is too large: a complaint has at most ${limits.file.reportTotalBytes} bytes of files`,
      )
    else files.push({ ...orThrow(stored), name: safeFileName(lastOf(name)) })
  }
  if (names.length > most)
    problems.push(
      `more than ${most} files: name the others in another line with the same number and other words`,
    )
  return { files, problems }
}

const deepest = 20
const longest = 1_000

const segments = (path: string): readonly string[] => path.replaceAll('\\', '/').split('/')
const lastOf = (path: string): string => segments(path).at(-1) ?? path

/** A file below this folder, open; or why there is none. No name leads out, and no link is gone along. */
const openWithin = async (folder: string, path: string): Promise<FileHandle | string> => {
  const parts = segments(path)
  const isInside =
    path.length <= longest &&
    parts.length <= deepest &&
    parts.every((part) => /^[^.\p{C}:][^\p{C}:]*$/u.test(part))
  if (!isInside)
    return 'is not taken: name it as it is called within the folder, like scans/4711.pdf'
  try {
    let at = await realpath(folder)
    let found: Stats | undefined
    for (const [index, part] of parts.entries()) {
      at = join(at, part)
      found = await lstat(at)
      if (found.isSymbolicLink()) return 'is behind a link, and links are not followed'
      if (index < parts.length - 1 ? !found.isDirectory() : !found.isFile()) return 'is no file'
    }
    // Not a device or a pipe put there meanwhile, which would wait for ever.
    const file = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const opened = await file.stat()
    if (opened.ino === found?.ino && opened.dev === found.dev && (await realpath(at)) === at)
      return file
    await file.close()
    return 'was changed while it was looked at: drop the CSV file again'
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there'
    if (code === 'EACCES') return 'may not be read by the server'
    if (code === 'ELOOP') return 'is behind a link, and links are not followed'
    if (code === 'ENAMETOOLONG') return 'has too long a name'
    throw cause
  }
}
