import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { PackBytes } from './ports.ts'
import {
  centralHeader,
  endRecord,
  endRecordBytes,
  localHeader,
  localHeaderBytes,
  type PlacedMember,
  placeMembers,
  readDirectory,
  readEndRecord,
} from './zip-layout.ts'

/** The members of a pack whose every structural byte is the one that follows from them. */
export type PackMembers = ReadonlyMap<string, PlacedMember>

const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/

/**
 * Reads the directory at the end, derives from it each header, offset and the end record, and
 * compares them with the file. Refuses with `pack/not-a-pack` where the end is not that of one,
 * and with `pack/layout` naming the member whose frame was changed.
 */
export const openPack = async (bytes: PackBytes): Promise<PackMembers | Refusal> => {
  if (bytes.size < endRecordBytes || bytes.size > limits.auditPack.bytes) return notAPack()
  const end = readEndRecord(await bytes.read(bytes.size - endRecordBytes, endRecordBytes))
  if (end === undefined) return notAPack()
  const { members: count, offset, bytes: directoryBytes } = end
  if (offset + directoryBytes + endRecordBytes !== bytes.size)
    return broken('its directory is not where its end says; it was cut, or something was added')
  if (count > limits.auditPack.members || directoryBytes > limits.auditPack.directoryBytes)
    return broken('it has more members than a pack may have')
  const directory = await bytes.read(offset, directoryBytes)
  const listed = readDirectory(directory, count)
  if (listed === undefined) return broken('its directory cannot be read')
  const placed = placeMembers(listed)
  const members = new Map(placed.map((member) => [member.name, member]))
  const unsafe = placed.find(({ name }) => !safeName.test(name))
  if (unsafe !== undefined || members.size !== count)
    return broken('a name in its directory is unsafe or there twice', unsafe?.name)
  if (!sameBytes(directory, joined(placed.map(centralHeader))))
    return broken('its directory is not the one that belongs to its members')
  const last = placed.at(-1)
  if (last === undefined || last.offset + last.size !== offset)
    return broken('its members do not fill it')
  if (
    !sameBytes(
      await bytes.read(bytes.size - endRecordBytes, endRecordBytes),
      endRecord(count, offset, directoryBytes),
    )
  )
    return broken('its end record was changed')
  for (const member of placed) {
    const header = await bytes.read(member.headerOffset, localHeaderBytes + member.name.length)
    if (!sameBytes(header, localHeader(member)))
      return broken('the header in front of a member was changed', member.name)
  }
  return members
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const notAPack = (): Refusal =>
  refuse(
    'pack/not-a-pack',
    'The file does not end as an audit pack does: it is another file, was cut short, or was changed there. Ask for it again.',
  )

const broken = (why: string, member?: string): Refusal =>
  refuse(
    'pack/layout',
    `The pack was changed: ${why}${member === undefined ? '' : ` (${member})`}. Ask for it again.`,
    member === undefined ? {} : { member },
  )
