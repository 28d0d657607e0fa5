import { type Kysely, sql } from 'kysely'
import {
  documentHas,
  type Place,
  type PreparedPassage,
  preparePassage,
} from '../../documents/index.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { Engine } from '../../ledger/index.ts'
import type { StatementTable, Tables } from '../../ledger/tables.ts'
import type { IndexedRow } from './read-index.ts'

/** Reads the passages at these places, each with its table's head, as the matchers see them. */
export const loadPassages = async (
  reader: Kysely<Tables>,
  engine: Engine,
  rows: ReadonlyMap<string, IndexedRow>,
  places: readonly Place[],
): Promise<readonly PreparedPassage[]> => {
  const known = new Map<string, HeadsAndEnds>()
  const wanted = places.map((place) => {
    const row = rows.get(place.document.path)
    const tables = known.get(place.document.path) ?? tablesOf(row)
    known.set(place.document.path, tables)
    const head = tables.find(([head, last]) => head < place.index && place.index <= last)?.[0]
    return { place, revision: row?.revision ?? '', head }
  })
  const found = await statementsAt(
    reader,
    engine,
    wanted.flatMap(({ place: { document, index }, revision, head }) =>
      [index, ...(head === undefined ? [] : [head])].map((idx) => [document.path, revision, idx]),
    ),
  )
  const documents = new Map<string, PreparedPassage['document']>()
  return wanted.flatMap(({ place, head }) => {
    const { document, index } = place
    const row = found.get(nameOf(document.path, index))
    if (row === undefined) return []
    const above = head === undefined ? undefined : found.get(nameOf(document.path, head))?.text
    const of = documents.get(document.path) ?? documentOf(place)
    documents.set(document.path, of)
    return [preparePassage(document.path, passageOf(row), above, of)]
  })
}

const documentOf = ({ stretch, document }: Place): PreparedPassage['document'] => {
  const known = new Map<string, boolean>()
  return {
    forOperators: document.forOperators,
    has: (keys) => {
      const name = keys.join(' ')
      const answer = known.get(name) ?? documentHas(stretch, document, keys)
      known.set(name, answer)
      return answer
    },
  }
}

/** The head and the last row of each table: a row knows its head by them. */
type HeadsAndEnds = readonly (readonly [number, number])[]

// Our own index wrote them.
const tablesOf = (row: IndexedRow | undefined): HeadsAndEnds =>
  JSON.parse(row?.heads ?? '[]') as HeadsAndEnds

const nameOf = (document: string, index: number): string => `${document} ${index}`

const statementsAt = async (
  reader: Kysely<Tables>,
  engine: Engine,
  places: readonly (readonly (string | number)[])[],
): Promise<ReadonlyMap<string, StatementTable>> => {
  const list = JSON.stringify(places)
  const each =
    engine === 'postgres'
      ? sql`select value->>0 as document, value->>1 as revision, (value->>2)::integer as idx from json_array_elements(${list}::json)`
      : sql`select value->>0 as document, value->>1 as revision, value->>2 as idx from json_each(${list})`
  const { rows } = await sql<StatementTable>`
    with wanted as (${each})
    select statement.document, statement.revision, statement.idx, statement.kind, statement.text, statement.location
    from wanted join statement on statement.document = wanted.document
      and statement.revision = wanted.revision and statement.idx = wanted.idx`.execute(reader)
  return new Map(rows.map((row) => [nameOf(row.document, row.idx), row]))
}

const passageOf = ({ idx, kind, text, location }: StatementTable): Passage => ({
  index: idx,
  // Our own reader wrote kind and location.
  kind: kind as Passage['kind'],
  text,
  location: JSON.parse(location) as PassageLocation,
})
