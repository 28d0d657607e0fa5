import { type Kysely, sql } from 'kysely'
import { limits } from '../kernel/limits.ts'
import type { Database, Engine } from './database.ts'
import type { Tables } from './tables.ts'

export interface SearchText {
  readonly stream: string
  readonly kind: string
  readonly text: string
  /** True on a record's first text: there is nothing to take away. */
  readonly fresh: boolean
}

const indexedCharacters = 200_000

/** Puts the text of records into the full-text index, in the caller's transaction. */
export const writeSearch = async (
  engine: Engine,
  connection: Kysely<Tables>,
  texts: readonly SearchText[],
): Promise<void> => {
  for (const { stream, kind, text, fresh } of texts) {
    // NUL ends a C string in both engines' parsers.
    const clean = text.slice(0, indexedCharacters).replaceAll('\u0000', ' ')
    if (!fresh) await sql`delete from search where stream = ${stream}`.execute(connection)
    if (engine === 'sqlite')
      await sql`insert into search (text, stream, kind) values (${clean}, ${stream}, ${kind})`.execute(
        connection,
      )
    else
      await sql`insert into search (stream, kind, text) values (${stream}, ${kind}, to_tsvector('simple', ${clean}))`.execute(
        connection,
      )
  }
}

/** The words of a question: letters and digits only, so no engine's query syntax gets through. */
const words = (query: string): readonly string[] =>
  (query.slice(0, limits.search.queryLength).match(/[\p{L}\p{N}]+/gu) ?? []).slice(
    0,
    limits.search.terms,
  )

/** Ids of records that hold all the words (as beginnings), best first; empty without a word. */
export const searchStreams = async (
  { engine, reader }: Database,
  query: string,
  kind: string | undefined,
  limit: number,
): Promise<readonly string[]> => {
  const terms = words(query)
  if (terms.length === 0) return []
  const kindFilter = kind === undefined ? sql`` : sql`and kind = ${kind}`
  const { rows } =
    engine === 'sqlite'
      ? await sql<{ stream: string }>`select stream from search where search match ${terms.map((term) => `"${term}"*`).join(' ')} ${kindFilter} order by rank limit ${limit}`.execute(
          reader,
        )
      : await sql<{ stream: string }>`select stream from search, to_tsquery('simple', ${terms.map((term) => `'${term}':*`).join(' & ')}) query where text @@ query ${kindFilter} order by ts_rank(text, query) desc, stream limit ${limit}`.execute(
          reader,
        )
  return rows.map(({ stream }) => stream)
}
