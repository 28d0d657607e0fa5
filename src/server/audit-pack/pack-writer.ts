import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { utf8 } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import {
  centralHeader,
  endRecord,
  endRecordBytes,
  localHeader,
  localHeaderBytes,
  placeMembers,
  type ZipMember,
} from '../../review/verify/zip-layout.ts'
import { syncFolder } from '../vault/index.ts'

export interface WrittenMember extends ZipMember {
  /** In hex. */
  readonly sha256: string
}

/** Writes the members of a pack one after the other, each streamed, into a draft beside its place. */
export interface PackWriter {
  add(
    name: string,
    content: string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  ): Promise<WrittenMember>
  /** The members so far, in order. */
  members(): readonly WrittenMember[]
  /** Ends the pack and puts it in its place, on the disk; answers its size in bytes. */
  finish(): Promise<number>
  /** Removes the draft; harmless after `finish`. */
  abandon(): Promise<void>
}

/** Throws a `RefusalError` (`pack/too-large`) where the pack would outgrow `limits.auditPack`. */
export const createPackWriter = async (path: string): Promise<PackWriter> => {
  const draft = `${path}.${randomUUID()}.part`
  const file = await open(draft, 'wx', 0o600)
  const members: WrittenMember[] = []
  let at = 0
  let ended = false
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (at + bytes.length + endRecordBytes > limits.auditPack.bytes) throw tooLarge()
    await writeFully(file, bytes, at)
    at += bytes.length
  }
  const add: PackWriter['add'] = async (name, content) => {
    if (members.length >= limits.auditPack.members) throw tooLarge()
    const headerAt = at
    // The header names size and checksum, which are known only when the content has gone by.
    at += localHeaderBytes + name.length
    const hash = createHash('sha256')
    let size = 0
    let checksum = 0
    for await (const bytes of inPieces(typeof content === 'string' ? [content] : content)) {
      hash.update(bytes)
      checksum = crc32(bytes, checksum)
      size += bytes.length
      await write(bytes)
    }
    const member = { name, size, crc32: checksum, sha256: hash.digest('hex') }
    await writeFully(file, localHeader(member), headerAt)
    members.push(member)
    return member
  }
  return {
    add,
    members: () => members,
    finish: async () => {
      const placed = placeMembers(members)
      const directoryAt = at
      for (const member of placed) await write(centralHeader(member))
      await write(endRecord(placed.length, directoryAt, at - directoryAt))
      await file.sync()
      await file.close()
      ended = true
      await rename(draft, path)
      await syncFolder(dirname(path))
      return at
    },
    abandon: async () => {
      if (ended) return
      ended = true
      await file.close()
      await rm(draft, { force: true })
    },
  }
}

const pieceBytes = 65_536

/** Lines are short: written one by one, a pack of facts would be mostly waiting. */
async function* inPieces(
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? utf8(piece) : piece
    waiting.push(bytes)
    size += bytes.length
    if (size < pieceBytes) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}

const writeFully = async (file: FileHandle, bytes: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

const tooLarge = () =>
  new RefusalError(
    refuse(
      'pack/too-large',
      `An audit pack has at most ${limits.auditPack.members} members and 4 GiB. Make it without the files, and hand them over by their hashes.`,
    ),
  )
