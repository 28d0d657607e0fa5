import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Every file below the folder, as paths from the repository's root, sorted. */
export const filesUnder = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : []

/** Lets `make` fill a new folder, then puts it in the place of `target`. */
export const swapIn = async (
  target: string,
  make: (fresh: string) => Promise<unknown>,
): Promise<undefined> => {
  const fresh = join(dirname(target), `.new-${process.pid}-${Date.now()}`)
  const old = join(dirname(target), `.old-${process.pid}-${Date.now()}`)
  mkdirSync(fresh, { recursive: true })
  try {
    await make(fresh)
    if (existsSync(target)) renameSync(target, old)
    renameSync(fresh, target)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
  return undefined
}
