import { constants, type Dir } from 'node:fs'
import { type FileHandle, open, opendir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { DriveFileError } from '../../kernel/drive.ts'

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = constants

/** A file or folder below a root, held open: what its path means later does not matter any more. */
export interface Held {
  readonly handle: FileHandle
  /** By which the system reaches this very thing, and for a folder what lies in it. */
  readonly road: string
}

/**
 * Opens what lies below `root` (a real path), step by step, each relative to the folder that is held
 * open, and none through a symbolic link: whoever swaps a folder on the way for a link to elsewhere
 * meanwhile is refused. Linux names an open folder by /proc/self/fd; elsewhere each step is checked
 * before and after. Throws `DriveFileError`.
 */
export const openInside = async (
  root: string,
  path: string,
  as: 'file' | 'folder',
): Promise<Held> => {
  const steps = path === '' ? [] : path.split('/')
  if (steps.some((step) => step === '' || step === '.' || step === '..' || step.includes('\0')))
    throw new DriveFileError('its path leads out of the source')
  let held = await hold(root, 'folder')
  for (const [at, step] of steps.entries()) {
    const last = at === steps.length - 1
    try {
      held = await next(held, root, steps.slice(0, at + 1).join('/'), step, last ? as : 'folder')
    } catch (cause) {
      throw cause instanceof DriveFileError ? cause : new DriveFileError(why(cause), { cause })
    }
  }
  return held
}

const next = async (
  { handle, road }: Held,
  root: string,
  path: string,
  step: string,
  as: 'file' | 'folder',
): Promise<Held> => {
  let found: Held | undefined
  try {
    found = await hold(join(road, step), as)
    if (!hasRoads && (await realpath(join(root, path))) !== join(root, path))
      throw new DriveFileError('it leads out of the source')
    return found
  } catch (cause) {
    await found?.handle.close()
    throw cause
  } finally {
    await handle.close()
  }
}

const hold = async (path: string, as: 'file' | 'folder'): Promise<Held> => {
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | (as === 'folder' ? O_DIRECTORY : 0)
  const handle = await open(path, flags)
  return { handle, road: hasRoads ? `/proc/self/fd/${handle.fd}` : path }
}

const hasRoads = process.platform === 'linux'

/** The entries of a folder that is held open. */
export const entriesOf = ({ road }: Held): Promise<Dir> => opendir(hasRoads ? road + sep : road)

/** Why the system did not open it, without a path of this machine. */
export const why = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? `the system refused it (${code === '' ? 'unknown reason' : code})`
}

const reasons: Readonly<Record<string, string>> = {
  ELOOP: 'it is a symbolic link: not followed',
  ENOTDIR: 'a folder on its way is a symbolic link, or none any more: not followed',
  ENOENT: 'it is gone',
  EACCES: 'the server may not read it: give its user the right to',
  EPERM: 'the server may not read it: give its user the right to',
  EIO: 'the disk could not read it',
}
