import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { treePath } from './names.ts'
import type { PublicTree } from './public-tree.ts'

/**
 * The public tree in a folder. A file is written beside its place, synced and renamed into it, so
 * a reader never sees half of it and a crash leaves at worst a `.part` file.
 */
export const folderTree = (root: string): PublicTree => ({
  write: (path, content) => place(root, path, (part) => writeSynced(part, content)),
  read: async (path) => {
    try {
      return await readFile(join(root, ...treePath(path)))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  },
  copy: async (from, to) => {
    const source = join(root, ...treePath(from))
    await place(root, to, (part) => linkOrCopy(source, part))
  },
})

const place = async (
  root: string,
  path: string,
  fill: (part: string) => Promise<void>,
): Promise<void> => {
  const target = join(root, ...treePath(path))
  const folder = dirname(target)
  await makeFolder(folder)
  await insideOrThrow(root, folder)
  // Begins with a dot, which no name of the tree does, so it can never be one.
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    await fill(part)
    await rename(part, target)
  } finally {
    // Also after success: a rename between two links of one file does nothing (POSIX).
    await rm(part, { force: true })
  }
  await sync(folder)
}

/** A new folder is an entry of its parent, so every parent of a new one is synced too. */
const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let at = folder; at.length >= first.length; at = dirname(at)) await sync(dirname(at))
}

/** A symbolic link in the tree could point a checked path out of it. */
const insideOrThrow = async (root: string, folder: string): Promise<void> => {
  const [base, actual] = await Promise.all([realpath(root), realpath(folder)])
  if (actual !== base && !actual.startsWith(base + sep))
    throw new Error(`${folder} leads out of the public tree: remove the symbolic link.`)
}

const writeSynced = async (
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> => {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

// A link costs no space. File systems without hard links answer EPERM, EMLINK, ENOTSUP or EXDEV.
const linkOrCopy = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to)
  } catch (error) {
    if (isMissing(error)) throw error
    await copyFile(from, to)
    await sync(to)
  }
}

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
