import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

const { cache: bounds } = limits.review

/** Texts of earlier runs by a key of 64 hex digits. Neither call rejects. */
export interface Store {
  read(key: string): Promise<string | undefined>
  write(key: string, text: string): Promise<void>
  /** Takes away what was used longest ago where there is too much, and says why writing failed. */
  close(): Promise<string | undefined>
}

/**
 * Texts in a folder of the user's own, one file for each. What was damaged or put there by hand is the
 * reader's to see. Refuses a folder that others can write to: they could plant answers.
 */
export const openStore = async (folder: string): Promise<Store | Refusal> => {
  const refused = await prepare(folder)
  if (refused !== undefined) return refused
  const touched = new Set<string>()
  let failure: string | undefined
  const placeOf = (key: string) => {
    const shelf = join(folder, key.slice(0, 2))
    return { shelf, file: join(shelf, `${key.slice(2)}.json`) }
  }
  return {
    read: (key) => contentOf(placeOf(key).file),
    write: async (key, text) => {
      if (failure !== undefined || text.length > bounds.entryBytes / 4) return
      const { shelf, file } = placeOf(key)
      try {
        await mkdir(shelf, { recursive: true, mode: 0o700 })
        await replace(file, text)
        touched.add(shelf)
      } catch (error) {
        failure = said(error)
      }
    },
    close: async () => {
      for (const shelf of touched) await prune(shelf).catch((error) => (failure ??= said(error)))
      return failure
    },
  }
}

const prepare = async (folder: string): Promise<Refusal | undefined> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const status = await stat(folder)
  const own = process.getuid?.()
  if (own === undefined || (status.uid === own && (status.mode & 0o022) === 0)) return undefined
  return refuse(
    'review/cache-not-private',
    `Others can write to ${folder}, and so could plant verdicts there. Take that right away (chmod go-w), choose another folder with --cache, or review without one: --no-cache.`,
  )
}

/** A regular file of ours that is not too large; reading it makes it the last to be taken away. */
const contentOf = async (file: string): Promise<string | undefined> => {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(file, flags).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    const status = await handle.stat()
    const own = process.getuid?.() ?? status.uid
    if (!status.isFile() || status.size > bounds.entryBytes || status.uid !== own) return undefined
    const buffer = Buffer.alloc(status.size)
    const { bytesRead } = await handle.read(buffer, 0, status.size, 0)
    const now = new Date()
    await utimes(file, now, now)
    return bytesRead === status.size ? buffer.toString('utf8') : undefined
  } catch {
    // What cannot be read is judged again.
    return undefined
  } finally {
    await handle.close()
  }
}

/** Whole or not at all, whoever writes the same file at the same time. */
const replace = async (file: string, content: string): Promise<void> => {
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.close()
    await rename(draft, file)
  } catch (error) {
    await handle.close()
    await rm(draft, { force: true })
    throw error
  }
}

const prune = async (shelf: string): Promise<void> => {
  const files: { readonly path: string; readonly size: number; readonly used: number }[] = []
  for (const name of await readdir(shelf)) {
    const path = join(shelf, name)
    // Another run may take it away at the same time.
    const status = await lstat(path).catch(() => undefined)
    if (status !== undefined) files.push({ path, size: status.size, used: status.mtimeMs })
  }
  files.sort((a, b) => b.used - a.used)
  let bytes = 0
  for (const [index, { path, size }] of files.entries()) {
    bytes += size
    if (index >= bounds.entries || bytes > bounds.bytes)
      await rm(path, { recursive: true, force: true })
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
