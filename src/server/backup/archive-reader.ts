import { createHash, timingSafeEqual } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { sealLine, sealName, sealOf } from './archive-writer.ts'
import {
  blockBytes,
  endOfArchive,
  headersOf,
  paddingOf,
  readHeader,
  readPaxName,
} from './tar-layout.ts'

/** A member of an archive whose frame is right. */
export interface ArchiveMember {
  readonly name: string
  readonly size: number
  readonly offset: number
}

export interface Archive {
  /** Members in order, the seal last. Throws a `RefusalError` (`backup/damaged`). */
  members(): AsyncGenerator<ArchiveMember>
  /** The bytes of a member, in pieces. */
  content(member: ArchiveMember): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

const pieceBytes = 262_144
const longestName = 2_000

/** Opens a backup; refuses with `backup/no-file`. */
export const openArchive = async (path: string): Promise<Archive | Refusal> => {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      return refuse('backup/no-file', `There is no file ${path}.`)
    throw cause
  }
  const { size } = await file.stat()
  const read = async (offset: number, length: number): Promise<Buffer> => {
    if (offset + length > size) throw damaged('it ends too early')
    const bytes = Buffer.allocUnsafe(length)
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
      if (bytesRead === 0) throw damaged('it ends too early')
      filled += bytesRead
    }
    return bytes
  }
  const memberAt = async (at: number): Promise<ArchiveMember> => {
    let found = readHeader(await read(at, blockBytes))
    let name = found?.name
    if (found?.type === 'x') {
      if (found.size > longestName) throw damaged('a name is too long')
      name = readPaxName(await read(at + blockBytes, found.size))
      const after = at + blockBytes + Math.ceil(found.size / blockBytes) * blockBytes
      found = readHeader(await read(after, blockBytes))
    }
    if (found?.type !== '0' || name === undefined) throw damaged('a header cannot be read')
    const expected = headersOf(name, found.size)
    if (!(await read(at, expected.length)).equals(expected)) throw damaged(`the header of ${name}`)
    return { name, size: found.size, offset: at + expected.length }
  }
  return {
    members: async function* () {
      for (let at = 0; ; ) {
        const member = await memberAt(at)
        const padding = paddingOf(member.size)
        const end = member.offset + member.size
        if (!(await read(end, padding.length)).equals(padding))
          throw damaged(`after ${member.name}`)
        at = end + padding.length
        if (member.name !== sealName) {
          yield member
          continue
        }
        if (
          size !== at + endOfArchive.length ||
          !(await read(at, endOfArchive.length)).equals(endOfArchive)
        )
          throw damaged('something follows its end')
        yield member
        return
      }
    },
    content: async function* ({ offset, size: length }) {
      for (let at = 0; at < length; ) {
        const piece = await read(offset + at, Math.min(pieceBytes, length - at))
        at += piece.length
        yield piece
      }
    },
    close: () => file.close(),
  }
}

/** All of a small member. */
const readMember = async (
  archive: Archive,
  member: ArchiveMember,
  most: number,
): Promise<Buffer> => {
  if (member.size > most) throw damaged(`${member.name} is too long`)
  const parts: Uint8Array[] = []
  for await (const part of archive.content(member)) parts.push(part)
  return Buffer.concat(parts)
}

/**
 * Reads the whole archive and answers the small members that `wanted` names, and whether a key sealed
 * exactly these members. Refuses with `backup/damaged` where a frame is not as it must be.
 */
export const readThrough = async (
  archive: Archive,
  wanted: readonly string[],
  onBytes?: (bytes: number) => void,
): Promise<
  | {
      readonly found: ReadonlyMap<string, Buffer>
      readonly sealedBy: (key: Uint8Array) => boolean
    }
  | Refusal
> => {
  const found = new Map<string, Buffer>()
  // The seal is keyed, and the key may be in the archive: what it covers is hashed first.
  const list = createHash('sha256')
  let seal: Buffer = Buffer.alloc(0)
  try {
    for await (const member of archive.members()) {
      if (member.name === sealName) {
        seal = await readMember(archive, member, 65)
        break
      }
      if (wanted.includes(member.name))
        found.set(member.name, await readMember(archive, member, 65_536))
      const hash = createHash('sha256')
      for await (const piece of archive.content(member)) {
        hash.update(piece)
        onBytes?.(piece.length)
      }
      list.update(sealLine(hash.digest('hex'), member.size, member.name))
    }
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
  return {
    found,
    sealedBy: (key) => {
      const expected = sealOf(key, list.copy())
      return expected.length === seal.length && timingSafeEqual(expected, seal)
    },
  }
}

export const damaged = (where: string): RefusalError =>
  new RefusalError(
    refuse(
      'backup/damaged',
      `This is no backup, or it was cut short or changed: ${where}. Nothing was restored. Use another copy.`,
    ),
  )
