import type { Kysely } from 'kysely'
import { erased } from '../../kernel/erased.ts'
import type { Tables } from '../../ledger/tables.ts'

/** A file whose bytes are gone for good. Holds no personal data, so it is kept and handed on. */
export interface DestroyedFile {
  readonly hash: string
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string
  readonly reason: string
  /** SHA-256 of the redacted copy, where there is one. */
  readonly replaced_by: string | null
}

const atOnce = 500

export const destroyedAmong = async (
  reader: Kysely<Tables>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, DestroyedFile>> => {
  const found = new Map<string, DestroyedFile>()
  const asked = [...new Set(hashes)]
  for (let from = 0; from < asked.length; from += atOnce) {
    const rows = await reader
      .selectFrom('destroyed_file')
      .selectAll()
      .where('hash', 'in', asked.slice(from, from + atOnce))
      .execute()
    for (const row of rows) found.set(row.hash, row)
  }
  return found
}

/** Kept before the bytes go: a file is never missing without a word. The first word counts. */
export const noteDestroyed = async (
  writer: Kysely<Tables>,
  files: readonly DestroyedFile[],
): Promise<void> => {
  for (const file of files)
    await writer
      .insertInto('destroyed_file')
      .values({ ...file })
      .onConflict((on) => on.column('hash').doNothing())
      .execute()
}

/** Takes the texts out of mails to this person, and out of those about their reports that are done. */
export const emptyMails = async (
  writer: Kysely<Tables>,
  person: string,
  streams: readonly string[],
): Promise<number> => {
  const content = JSON.stringify({ subject: erased, body: erased })
  const result = await writer
    .updateTable('delivery')
    .set({ content, last_error: null })
    .where((where) =>
      where.or([
        where('recipient', 'like', `sealed:v1:${person}:%`),
        where.and([
          where('stream', 'in', ['', ...streams]),
          where('state', 'in', ['sent', 'parked']),
        ]),
      ]),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** A value with `replaced` beside each reference to a file that is gone: when, why, and by what. */
export const withReplaced = async (reader: Kysely<Tables>, value: unknown): Promise<unknown> => {
  const hashes: string[] = []
  mapFiles(value, (file) => {
    hashes.push(file.hash)
    return file
  })
  if (hashes.length === 0) return value
  const destroyed = await destroyedAmong(reader, hashes)
  if (destroyed.size === 0) return value
  const copies = [...destroyed.values()].flatMap(({ replaced_by }) => replaced_by ?? [])
  // A copy may be gone, too, with the person whose file it was made of: then nothing is in its place.
  const goneCopies = await destroyedAmong(reader, copies)
  return mapFiles(value, (file) => {
    const own = destroyed.get(file.hash)
    const gone = goneCopies.get(own?.replaced_by ?? '') ?? own
    return gone === undefined
      ? file
      : { ...file, replaced: { by: gone.replaced_by, because: gone.reason, at: gone.at } }
  })
}

interface NamesFile {
  readonly hash: string
  readonly name: string
}

const mapFiles = (value: unknown, map: (file: NamesFile) => unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => mapFiles(item, map))
  if (namesFile(value)) return map(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapFiles(item, map)]),
  )
}

const namesFile = (value: object): value is NamesFile =>
  'hash' in value &&
  'name' in value &&
  'size' in value &&
  typeof value.hash === 'string' &&
  typeof value.name === 'string' &&
  /^[0-9a-f]{64}$/.test(value.hash)
