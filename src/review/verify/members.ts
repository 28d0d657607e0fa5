import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { memberNames, type PackManifest } from './manifest.ts'
import type { PackMembers } from './open-pack.ts'
import type { PackBytes } from './ports.ts'

export type ReadMember = (name: string) => Promise<Uint8Array>

/** Reads small members whole; throws a `RefusalError` where one is missing or too long. */
export const reader =
  (bytes: PackBytes, members: PackMembers): ReadMember =>
  async (name) => {
    const member = members.get(name)
    if (member === undefined)
      throw new RefusalError(
        refuse('pack/incomplete', `The pack has no ${name}: it is another zip, or was changed.`, {
          member: name,
        }),
      )
    if (member.size > limits.auditPack.smallMemberBytes)
      throw new RefusalError(
        refuse('pack/too-large', `${name} is too long to be ours.`, { member: name }),
      )
    return bytes.read(member.offset, member.size)
  }

export const readText = async (read: ReadMember, name: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await read(name))
  } catch (error) {
    if (error instanceof TypeError)
      throw new RefusalError(
        refuse('pack/not-utf-8', `${name} was changed: it is not UTF-8 any more.`, {
          member: name,
        }),
      )
    throw error
  }
}

/** A refusal of the ledger’s checks, with the member it was about. */
export const within = (member: string, refusal: Refusal): Refusal =>
  refuse('pack/signed', `${member} does not hold: ${refusal.message}`, {
    member,
    code: refusal.code,
    ...refusal.details,
  })

/** The hash of a member in hex; throws a `RefusalError` where its checksum in the zip differs. */
export const measured = async (bytes: PackBytes, members: PackMembers, name: string) => {
  const member = members.get(name)
  if (member === undefined) throw new Error(`${name} was read before.`)
  const { sha256, crc32 } = await bytes.measure(member.offset, member.size)
  if (crc32 !== member.crc32)
    throw new RefusalError(
      refuse('pack/member', `${name} was changed: it does not have its checksum.`, {
        member: name,
      }),
    )
  return { sha256: hex(sha256) }
}

/** That the pack holds exactly the members of the manifest, in its order, each with its hash. */
export const compareMembers = async (
  bytes: PackBytes,
  members: PackMembers,
  manifest: PackManifest,
): Promise<Refusal | undefined> => {
  const names = [...members.keys()]
  const expected = [
    ...manifest.members.map(({ name }) => name),
    memberNames.manifest,
    memberNames.note,
  ]
  const odd = names.findIndex((name, index) => name !== expected[index])
  if (odd >= 0 || names.length !== expected.length)
    return refuse(
      'pack/members',
      'The pack does not hold exactly what its manifest lists, in its order.',
      {
        member: names[odd] ?? expected[names.length],
      },
    )
  for (const { name, size, sha256 } of manifest.members) {
    const member = members.get(name)
    if (member === undefined) throw new Error('Names were compared above.')
    const found = await bytes.measure(member.offset, member.size)
    if (member.size !== size || hex(found.sha256) !== sha256 || found.crc32 !== member.crc32)
      return refuse('pack/member', `${name} is not the one that was signed: it was changed.`, {
        member: name,
        signed: sha256,
        found: hex(found.sha256),
      })
  }
  await measured(bytes, members, memberNames.note)
  return undefined
}
