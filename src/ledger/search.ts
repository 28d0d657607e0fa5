import { type RawBuilder, sql } from 'kysely'
import { limits } from '../kernel/limits.ts'
import type { Database } from './database.ts'

const indexedCharacters = 200_000

/** The part of a record's text that is kept for search; NUL ends a string in both engines. */
export const indexedText = (text: string): string =>
  text.slice(0, indexedCharacters).toWellFormed().replaceAll('\u0000', ' ')

/** The words of a question: letters and digits only, so no engine's query syntax gets through. */
const words = (query: string): readonly string[] =>
  (query.slice(0, limits.search.queryLength).match(/[\p{L}\p{N}]+/gu) ?? []).slice(
    0,
    limits.search.terms,
  )

const few = 1_000

/**
 * The condition that a record holds all the words (as beginnings), for a larger query on `stream`:
 * whatever else is asked holds for each that is found, however many there are. Undefined without a
 * word.
 */
export const holdingWords = async (
  { engine, reader }: Database,
  query: string,
  kind: string | undefined,
): Promise<RawBuilder<boolean> | undefined> => {
  const terms = words(query)
  if (terms.length === 0) return undefined
  const ofKind = kind === undefined ? sql`` : sql`and search_entry.kind = ${kind}`
  if (engine === 'sqlite')
    return sql`stream.stream in (select search_entry.stream from search join search_entry on search_entry.id = search.rowid where search match ${terms.map((term) => `"${term}"*`).join(' ')} ${ofKind})`
  // PostgreSQL takes the beginning of a word for rare, however common it is, and would put all
  // records that hold it in order for one page: so it is asked first whether they are few.
  const holding = sql`words @@ to_tsquery('simple', ${terms.map((term) => `'${term}':*`).join(' & ')})`
  const { rows } = await sql<{
    stream: string
  }>`select stream from search_entry where ${holding} ${ofKind} limit ${few + 1}`.execute(reader)
  return rows.length <= few
    ? sql`stream.stream = any(${rows.map(({ stream }) => stream)})`
    : sql`exists (select 1 from search_entry where search_entry.stream = stream.stream and ${holding} offset 0)`
}

/** Ids of all records of any kind that hold these words. For the server's own use: no one is asked who may see. */
export const streamsHolding = async (
  database: Database,
  query: string,
  limit: number,
): Promise<readonly string[]> => {
  const holding = await holdingWords(database, query, undefined)
  if (holding === undefined) return []
  const found = database.reader.selectFrom('stream').select('stream').where(holding)
  return (await found.orderBy('stream').limit(limit).execute()).map(({ stream }) => stream)
}
