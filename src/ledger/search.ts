import { sql } from 'kysely'
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
      ? await sql<{
          stream: string
        }>`select stream from search join search_entry on search_entry.id = search.rowid where search match ${terms.map((term) => `"${term}"*`).join(' ')} ${kindFilter} order by rank limit ${limit}`.execute(
          reader,
        )
      : await sql<{
          stream: string
        }>`select stream from search_entry, to_tsquery('simple', ${terms.map((term) => `'${term}':*`).join(' & ')}) query where words @@ query ${kindFilter} order by ts_rank(words, query) desc, stream limit ${limit}`.execute(
          reader,
        )
  return rows.map(({ stream }) => stream)
}
