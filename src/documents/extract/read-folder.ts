import { constants } from 'node:fs'
import { type FileHandle, lstat, open, opendir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** One file of a folder, not yet read. */
export interface FolderFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  /** Bytes, when it was listed. */
  readonly size: number
  /** The bytes; a refusal when it is gone, unreadable, too large, changing, or no longer inside. */
  read(): Promise<Uint8Array | Refusal>
}

/** What was left out, and why; `path` as in `FolderFile`. */
export interface FolderProblem {
  readonly path: string
  readonly reason: string
  /** Documents may lie there that nobody saw: what is not found elsewhere is then not absent. */
  readonly hides?: true
}

const skippedFolders = new Set(['.git', 'node_modules'])

/**
 * Lists the files below `root` in a stable order (folder by folder, names by code unit). Symbolic
 * links are never followed, so that nothing outside is ever read; they and all else left out go
 * to `onProblem`. Ends after `limits.folder.files`. Throws when `root` itself cannot be listed.
 */
export async function* readFolder(
  root: string,
  onProblem: (problem: FolderProblem) => void = () => {},
): AsyncGenerator<FolderFile> {
  // The root may be a link: it is what the caller chose.
  const real = await realpath(root)
  const waiting: string[] = ['']
  let given = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const names = await namesIn(real, folder, onProblem)
    const folders: string[] = []
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`
      const status = await lstat(join(real, path)).catch((error: unknown) => said(error))
      if (typeof status === 'string') onProblem({ path, reason: status, hides: true })
      else if (status.isSymbolicLink()) onProblem({ path, reason: 'a symbolic link: not followed' })
      else if (status.isDirectory()) {
        if (!skippedFolders.has(name)) folders.push(path)
      } else if (!status.isFile()) onProblem({ path, reason: 'not a regular file' })
      else if (given >= limits.folder.files) {
        onProblem({
          path,
          reason: `the folder holds more than ${limits.folder.files} files: this one and those after it were not read`,
          hides: true,
        })
        return
      } else {
        given++
        yield { path, size: status.size, read: () => readInside(real, path) }
      }
    }
    waiting.push(...folders.reverse())
  }
}

const namesIn = async (
  root: string,
  folder: string,
  onProblem: (problem: FolderProblem) => void,
): Promise<readonly string[]> => {
  const names: string[] = []
  try {
    for await (const entry of await opendir(join(root, folder))) {
      names.push(entry.name)
      if (names.length > limits.folder.files * 2) {
        const reason = `it holds more than ${limits.folder.files * 2} names: not all were looked at`
        onProblem({ path: folder === '' ? '.' : folder, reason, hides: true })
        break
      }
    }
  } catch (error) {
    if (folder === '') throw error
    onProblem({ path: folder, reason: said(error), hides: true })
  }
  return names.sort()
}

const readInside = async (root: string, path: string): Promise<Uint8Array | Refusal> => {
  let handle: FileHandle | undefined
  try {
    const real = await realpath(join(root, path))
    // A folder on the way may have become a link since it was listed.
    if (real !== join(root, path) || !real.startsWith(root.endsWith(sep) ? root : root + sep))
      return refuse('folder/outside', `${path} leads out of the folder: it was not read.`)
    handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { size, mtimeMs } = await handle.stat()
    if (size > limits.document.bytes)
      return refuse('folder/too-large', `${path} is larger than ${limits.document.bytes} bytes.`)
    const bytes = await readAtMost(handle, size)
    const after = await handle.stat()
    return after.size === size && after.mtimeMs === mtimeMs && bytes.length === size
      ? bytes
      : refuse('folder/changed', `${path} changed while it was read. Read it again.`)
  } catch (error) {
    return refuse('folder/unreadable', `${path} could not be read: ${said(error)}.`)
  } finally {
    await handle?.close()
  }
}

/** Reads what was there when it was measured, and no more of a file that grows meanwhile. */
const readAtMost = async (handle: FileHandle, size: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
