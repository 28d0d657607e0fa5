import type { Kysely } from 'kysely'
import { breath } from './breath.ts'
import { eventColumns, type eventOfRow } from './stored.ts'
import type { StreamTable, Tables } from './tables.ts'

export type StoredEvent = Parameters<typeof eventOfRow>[0]

/** A record as it lies in the database: its row, and all that hangs on it. */
export interface StoredRecord {
  readonly row: StreamTable
  /** By version. */
  readonly events: readonly StoredEvent[]
  /** Each as JSON of kind, name and value. */
  readonly facets: readonly string[]
  /** Each as JSON of kind and text; a sound record has one. */
  readonly search: readonly string[]
}

const streamsAtOnce = 100

/** All records, so many at a time, by stream id; other work goes first after each batch. */
export async function* storedRecords(
  reader: Kysely<Tables>,
  only?: readonly string[],
): AsyncGenerator<readonly StoredRecord[]> {
  for (let after = ''; ; ) {
    await breath()
    const batch = reader
      .selectFrom('stream')
      .selectAll()
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(streamsAtOnce)
    const rows = await (only === undefined
      ? batch
      : batch.where('stream', 'in', ['', ...only])
    ).execute()
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.stream
    const ids = rows.map(({ stream }) => stream)
    const events = await readEvents(reader, ids)
    const facets = await readFacets(reader, ids)
    const search = await readSearch(reader, ids)
    yield rows.map((row) => ({
      row,
      events: events.get(row.stream) ?? [],
      facets: facets.get(row.stream) ?? [],
      search: search.get(row.stream) ?? [],
    }))
  }
}

const readEvents = async (reader: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await reader
    .selectFrom('event')
    .select(eventColumns)
    .where('stream', 'in', ids)
    .orderBy('stream')
    .orderBy('version')
    .execute()
  return grouped(
    rows,
    ({ stream }) => stream,
    (row): StoredEvent => row,
  )
}

const readFacets = async (reader: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await reader
    .selectFrom('facet')
    .select(['stream', 'kind', 'name', 'value'])
    .where('stream', 'in', ids)
    .execute()
  return grouped(
    rows,
    ({ stream }) => stream,
    ({ kind, name, value }) => JSON.stringify([kind, name, value]),
  )
}

const readSearch = async (reader: Kysely<Tables>, ids: readonly string[]) => {
  const rows = await reader
    .selectFrom('search_entry')
    .select(['stream', 'kind', 'text'])
    .where('stream', 'in', ids)
    .execute()
  return grouped(
    rows,
    ({ stream }) => stream,
    ({ kind, text }) => JSON.stringify([kind, text]),
  )
}

const grouped = <Row, Value>(
  rows: readonly Row[],
  key: (row: Row) => string,
  value: (row: Row) => Value,
): ReadonlyMap<string, Value[]> => {
  const groups = new Map<string, Value[]>()
  for (const row of rows) {
    const name = key(row)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [value(row)])
    else group.push(value(row))
  }
  return groups
}
