import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A folder that only its owner may enter (mode 700), made where it is not there yet. */
export const privateFolder = async (path: string): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
}

/**
 * A new file that only its owner may read (mode 600), on the disk when this returns. A reader sees
 * all of it or nothing, and a file that is there already is left as it is.
 */
export const createPrivateFile = async (path: string, text: string): Promise<void> => {
  const draft = join(dirname(path), `.${basename(path)}-${randomUUID()}`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    // Unlike rename, link never replaces what another process put there first.
    await link(draft, path)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  } finally {
    await unlink(draft)
  }
  await syncFolder(dirname(path))
}

/** Makes names created, renamed or removed in the folder survive a loss of power. */
export const syncFolder = async (path: string): Promise<void> => {
  // Windows cannot open a folder, and its file systems log names themselves.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
