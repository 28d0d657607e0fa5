import { createHash, createHmac, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, link, open, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RefusalError, refuse } from '../../kernel/result.ts'
import { syncFolder } from '../vault/index.ts'
import { endOfArchive, headersOf, largestMember, paddingOf } from './tar-layout.ts'

/** Writes a sealed archive: members streamed one after the other into a draft beside its place. */
export interface ArchiveWriter {
  add(name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>
  /** Seals the archive and puts it in its place, on the disk; answers its size in bytes. */
  finish(): Promise<number>
  /** Removes the draft; harmless after `finish`. */
  abandon(): Promise<void>
}

/** The last member: a keyed hash over names, sizes and hashes of all members before it. */
export const sealName = 'SEAL'

/** Of a member, a line of the list that the seal is computed over. */
export const sealLine = (sha256: string, size: number, name: string): string =>
  `${sha256} ${size} ${name}\n`

/** HMAC-SHA256 (RFC 2104) over the SHA-256 of the list, in hex with a line end. */
export const sealOf = (key: Uint8Array, list: Hash): Buffer =>
  Buffer.from(`${createHmac('sha256', key).update(list.digest()).digest('hex')}\n`)

/** Refuses to replace a file that is there: `finish` throws a `RefusalError` (`backup/exists`). */
export const createArchiveWriter = async (
  path: string,
  sealKey: Uint8Array,
): Promise<ArchiveWriter> => {
  const draft = `${path}.${randomUUID()}.part`
  const file = await open(draft, 'wx', 0o600)
  const list = createHash('sha256')
  let at = 0
  let finished = false
  const write = async (bytes: Uint8Array): Promise<void> => {
    await writeFully(file, bytes, at)
    at += bytes.length
  }
  const put = async (
    name: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ size: number; sha256: string }> => {
    const headersAt = at
    // The header names the size, which is known only when the content has gone by.
    at += headersOf(name, 0).length
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of content) {
      hash.update(piece)
      size += piece.length
      await write(piece)
    }
    if (size > largestMember) throw tooLarge(name)
    await write(paddingOf(size))
    await writeFully(file, headersOf(name, size), headersAt)
    return { size, sha256: hash.digest('hex') }
  }
  return {
    add: async (name, content) => {
      const { size, sha256 } = await put(name, content)
      list.update(sealLine(sha256, size, name))
      return size
    },
    finish: async () => {
      await put(sealName, [sealOf(sealKey, list)])
      await write(endOfArchive)
      await file.sync()
      await file.close()
      finished = true
      try {
        // Unlike rename, link never replaces what is there: a backup is not overwritten by another.
        await link(draft, path)
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') throw exists(path)
        throw cause
      } finally {
        await unlink(draft)
      }
      await syncFolder(dirname(path))
      return at
    },
    abandon: async () => {
      if (finished) return
      finished = true
      await file.close()
      await rm(draft, { force: true })
    },
  }
}

export const exists = (path: string) =>
  new RefusalError(
    refuse('backup/exists', `${path} is there already. Give the backup another name.`),
  )

const tooLarge = (name: string) =>
  new RefusalError(
    refuse('backup/too-large', `${name} is larger than an archive can hold (8 GiB).`),
  )

const writeFully = async (file: FileHandle, bytes: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
