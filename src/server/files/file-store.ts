import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { deriveKey, type MasterKey, privateFolder, syncFolder } from '../vault/index.ts'
import { headerBytes, plainSize } from './sealed-file.ts'
import { readSealed, type Written, writeSealed } from './stream.ts'

/** Files by the SHA-256 of their plain bytes, encrypted at rest: `<dataDir>/files/ab/ab….` */
export interface FileStore {
  /**
   * Keeps what the stream brings; it is on the disk when this answers. Refuses with
   * `file/too-large` or `storage/full`, and then nothing is left of it. Throws what the stream throws.
   */
  put(
    source: AsyncIterable<Uint8Array>,
    options: { readonly limitBytes: number },
  ): Promise<Written | Refusal>
  /**
   * The plain bytes. Refuses with `file/unknown`. Damage shows while reading: the stream is then
   * destroyed with a `RefusalError` (`file/damaged`) before its last bytes are given.
   */
  read(hash: FileHash): Promise<StoredFile | Refusal>
  has(hash: FileHash): Promise<boolean>
  /** All hashes in the store, in order. */
  list(): AsyncIterable<FileHash>
  /**
   * Overwrites what its key is derived from, and removes it; harmless where it is gone. The same
   * bytes are not kept again where `isDestroyed` says so.
   */
  destroy(hash: FileHash): Promise<void>
  /** Reads all of it: true, or refuses with `file/unknown` or `file/damaged`. */
  verify(hash: FileHash): Promise<true | Refusal>
}

export interface StoredFile {
  readonly stream: Readable
  /** Plain bytes that the stream will give. */
  readonly size: number
}

export interface FileStoreParts {
  readonly dataDir: string
  readonly master: MasterKey
  readonly random: RandomBytes
  readonly clock: Clock
  /** Whether these bytes were destroyed on purpose: they are taken and not kept, so that no way in brings them back. */
  readonly isDestroyed?: (hash: FileHash) => Promise<boolean>
  /** Opens a draft for writing; given only where a test needs a full disk. */
  readonly openDraft?: (path: string) => Promise<FileHandle>
}

/** Opens the store, making its folders and removing drafts that a killed process left long ago. */
export const openFileStore = async (parts: FileStoreParts): Promise<FileStore> => {
  const folder = join(parts.dataDir, 'files')
  const drafts = join(folder, 'incoming')
  await makeFolders(folder, drafts)
  await removeAbandoned(drafts, parts.clock())
  const key = deriveKey(parts.master, 'files')
  const openDraft = parts.openDraft ?? ((path) => open(path, 'wx', 0o600))
  const pathOf = (hash: FileHash) => join(folder, hash.slice(0, 2), hash)
  const chunksOf = (hash: FileHash) => readSealed(pathOf(hash), key, hash)

  const put: FileStore['put'] = async (source, { limitBytes }) => {
    const draft = join(drafts, randomUUID())
    const file = await openDraft(draft)
    let kept = false
    try {
      const written = await writeSealed(file, source, { key, random: parts.random, limitBytes })
      if (isRefusal(written)) return written
      if ((await parts.isDestroyed?.(written.hash)) === true) return written
      await file.sync()
      const path = pathOf(written.hash)
      // Replacing an equal file is harmless, and mends one that was damaged.
      await rename(draft, path)
      kept = true
      await syncFolder(join(path, '..'))
      return written
    } finally {
      await file.close()
      if (!kept) await rm(draft, { force: true })
    }
  }

  return {
    put: async (source, options) => {
      try {
        return await put(source, options)
      } catch (cause) {
        if (isFull(cause)) return full()
        throw cause
      }
    },
    read: async (hash) => {
      const size = await sizeOf(pathOf(hash))
      if (size === undefined) return unknown(hash)
      // A size that no sealed file has is damage, which the stream reports when it is read.
      return {
        stream: Readable.from(chunksOf(hash), { objectMode: false }),
        size: plainSize(size) ?? 0,
      }
    },
    has: async (hash) => (await sizeOf(pathOf(hash))) !== undefined,
    list: () => listHashes(folder),
    destroy: async (hash) => {
      const path = pathOf(hash)
      if ((await sizeOf(path)) === undefined) return
      const file = await open(path, 'r+')
      try {
        await file.write(new Uint8Array(headerBytes), 0, headerBytes, 0)
        await file.sync()
      } finally {
        await file.close()
      }
      await rm(path, { force: true })
      await syncFolder(join(path, '..'))
    },
    verify: async (hash) => {
      if ((await sizeOf(pathOf(hash))) === undefined) return unknown(hash)
      try {
        for await (const _ of chunksOf(hash));
        return true
      } catch (cause) {
        if (cause instanceof RefusalError) return cause.refusal
        throw cause
      }
    },
  }
}

const unknown = (hash: FileHash): Refusal =>
  refuse('file/unknown', 'There is no file with this hash. Check it, or send the file again.', {
    hash,
  })

const full = (): Refusal =>
  refuse(
    'storage/full',
    'The server has no room left, so nothing of this file was kept. Try again later or call us.',
  )

const isFull = (cause: unknown): boolean => hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT')

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code

/** All 256 folders at once, so that keeping a file has only one folder to make durable. */
const makeFolders = async (folder: string, drafts: string): Promise<void> => {
  await privateFolder(folder)
  await privateFolder(drafts)
  for (let byte = 0; byte < 256; byte++)
    await mkdir(join(folder, byte.toString(16).padStart(2, '0')), { recursive: true, mode: 0o700 })
  await syncFolder(folder)
  await syncFolder(join(folder, '..'))
}

const removeAbandoned = async (drafts: string, now: number): Promise<void> => {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name)
    // Another server process on the same folder may be writing a young one.
    if ((await stat(path)).mtimeMs < now - limits.file.abandoned) await rm(path, { force: true })
  }
}

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).size
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined
    throw cause
  }
}

async function* listHashes(folder: string): AsyncGenerator<FileHash> {
  for (let byte = 0; byte < 256; byte++) {
    const prefix = byte.toString(16).padStart(2, '0')
    const names = await readdir(join(folder, prefix))
    // The form is checked here, which makes it a hash.
    for (const name of names.sort())
      if (/^[0-9a-f]{64}$/.test(name) && name.startsWith(prefix)) yield name as FileHash
  }
}
