import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../../kernel/limits.ts'

/** How a file looked: while this changes, somebody is writing it. */
export interface Look {
  readonly size: number
  readonly changed: number
}

/** The files of a drop folder, and where they go. */
export interface DropFolder {
  /** Makes `done` and `failed` in it; throws where it is not there or cannot be written to. */
  open(): Promise<void>
  /** Plain CSV files, by name; links and hidden files are none. */
  files(): Promise<readonly { readonly name: string; readonly look: Look }[]>
  /** Undefined where it is gone, or changed since it looked like this. */
  read(name: string, look: Look): Promise<Uint8Array | undefined>
  /** Moves it, with a text beside it, under the name that is free there. */
  put(name: string, where: 'done' | 'failed', text: string, at: string): Promise<void>
  /** A file under this name, whole from the first moment. */
  drop(name: string, bytes: Uint8Array): Promise<void>
  remove(name: string): Promise<void>
}

export const dropFolder = (folder: string): DropFolder => {
  const look = async (name: string): Promise<Look | undefined> => {
    try {
      const found = await lstat(join(folder, name))
      return found.isFile() ? { size: found.size, changed: found.mtimeMs } : undefined
    } catch (cause) {
      // Its owner may take it away again.
      if (hasCode(cause, 'ENOENT')) return undefined
      throw cause
    }
  }
  return {
    open: async () => {
      for (const where of ['done', 'failed']) {
        // Not recursive: a folder that is not there is a mistake in the settings, or no mount.
        await mkdir(join(folder, where), { mode: 0o700 }).catch((cause: unknown) => {
          if (!hasCode(cause, 'EEXIST')) throw cause
        })
        const trial = join(folder, where, `.${randomUUID()}`)
        await writeFile(trial, '')
        await rm(trial)
      }
    },
    files: async () => {
      const names = (await readdir(folder))
        .filter((name) => /^[^.].*\.csv$/i.test(name))
        .sort()
        .slice(0, limits.complaints.files)
      const looked = await Promise.all(
        names.map(async (name) => ({ name, look: await look(name) })),
      )
      return looked.flatMap((one) => (one.look === undefined ? [] : [{ ...one, look: one.look }]))
    },
    read: async (name, before) => {
      const bytes = await readFile(join(folder, name)).catch((cause: unknown) => {
        if (hasCode(cause, 'ENOENT')) return undefined
        throw cause
      })
      const now = await look(name)
      return now?.size === before.size && now.changed === before.changed ? bytes : undefined
    },
    put: async (name, where, text, at) => {
      const stamp = at.replaceAll(/[-:]/g, '').replace(/\..*/, '')
      const free = `${stamp}-${randomUUID().slice(0, 8)}-${name}`
      await writeFile(join(folder, where, `${free}.txt`), text, { mode: 0o600, flag: 'wx' })
      await rename(join(folder, name), join(folder, where, free))
    },
    drop: async (name, bytes) => {
      const draft = join(folder, `.${name}.part`)
      await writeFile(draft, bytes, { mode: 0o600 })
      await rename(draft, join(folder, name))
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  }
}

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code
