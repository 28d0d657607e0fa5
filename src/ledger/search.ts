import { type RawBuilder, sql } from 'kysely'
import { limits } from '../kernel/limits.ts'
import type { Engine } from './database.ts'

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

/**
 * The records that hold all the words (as beginnings), as a part of a larger query: whatever else
 * is asked holds for each that is found, however many there are. Undefined without a word.
 */
export const holdingWords = (
  engine: Engine,
  query: string,
  kind: string | undefined,
): RawBuilder<string> | undefined => {
  const terms = words(query)
  if (terms.length === 0) return undefined
  const ofKind = kind === undefined ? sql`` : sql`and search_entry.kind = ${kind}`
  return engine === 'sqlite'
    ? sql`(select search_entry.stream from search join search_entry on search_entry.id = search.rowid where search match ${terms.map((term) => `"${term}"*`).join(' ')} ${ofKind})`
    : sql`(select search_entry.stream from search_entry where words @@ to_tsquery('simple', ${terms.map((term) => `'${term}':*`).join(' & ')}) ${ofKind})`
}
