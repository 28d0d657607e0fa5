import type { Erasure } from '../vault/erasures.ts'
import type { PersonStore } from '../vault/index.ts'
import { type Archive, type ArchiveMember, damaged } from './archive-reader.ts'
import { erasuresMember, personsMember } from './header.ts'
import { unpackRows } from './rows.ts'
import type { Cell } from './snapshot.ts'

/**
 * The erasures first, those of the backup and those made since; then the keys, without those that
 * an erasure destroyed. So a restore never brings an erased person back.
 */
export const loadPersons = async (
  store: PersonStore['tables'],
  archive: Archive,
  members: ReadonlyMap<string, ArchiveMember>,
  since: readonly Erasure[] = [],
): Promise<void> => {
  const erased = new Map<string, Erasure>()
  const add = (erasure: Erasure) => {
    // The latest erasure counts.
    if ((erased.get(erasure.person)?.at ?? '') < erasure.at) erased.set(erasure.person, erasure)
  }
  for await (const [person, at, reason] of rowsOf(archive, members, erasuresMember))
    add({ person: String(person), at: String(at), reason: String(reason) })
  since.forEach(add)
  for (const erasure of erased.values())
    await store
      .insertInto('erasure')
      .values({ ...erasure })
      .execute()
  for await (const [person, wrapped, createdAt] of rowsOf(archive, members, personsMember)) {
    if (typeof person !== 'string' || typeof createdAt !== 'string') throw damaged(personsMember)
    if (!(wrapped instanceof Uint8Array)) throw damaged(personsMember)
    const destroyed = erased.get(person)
    if (destroyed !== undefined && destroyed.at >= createdAt) continue
    await store
      .insertInto('person_key')
      .values({ person, wrapped_key: wrapped, created_at: createdAt })
      .execute()
  }
}

async function* rowsOf(
  archive: Archive,
  members: ReadonlyMap<string, ArchiveMember>,
  name: string,
): AsyncGenerator<readonly Cell[]> {
  const member = members.get(name)
  if (member === undefined) throw damaged(`${name} is missing`)
  const lines = unpackRows(archive.content(member))
  // The names of the columns.
  await lines.next()
  yield* lines
}
