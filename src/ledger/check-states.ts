import { sql } from 'kysely'
import { searchable } from './append.ts'
import type { CheckParts, Findings } from './check.ts'
import type { Database } from './database.ts'
import type { RecordedEvent } from './event.ts'
import { facetValues, foldInto, streamRow } from './fold.ts'
import type { Kind } from './kind.ts'
import { indexedText } from './search.ts'
import { eventColumns, eventOfRow } from './stored.ts'
import type { StreamTable } from './tables.ts'

/** What a record is from its events alone. */
export interface Rebuilt {
  readonly kind: Kind
  readonly row: StreamTable
  readonly facets: readonly { readonly name: string; readonly value: string }[]
  readonly text: string
}

/** The row, facets and search text of a record, made from nothing but its events. */
export const rebuild = (kind: Kind, humanId: string, events: readonly RecordedEvent[]): Rebuilt => {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined) throw new Error('A record has no events.')
  const state = foldInto(kind, kind.initial, events)
  const record = { stream: first.stream, humanId, version: last.version, state, openedAt: first.at }
  return {
    kind,
    row: streamRow(kind, record, last.at),
    facets: facetValues(kind.facets(state)),
    text: searchable(kind, record),
  }
}

const streamsAtOnce = 500

/** Folds every record anew and compares it with what is stored beside its events. */
export const checkStates = async (
  { database, kinds, onProgress }: CheckParts,
  findings: Findings,
): Promise<{ readonly streams: number; readonly events: number }> => {
  let streams = 0
  let events = 0
  for (let after = ''; ; ) {
    const rows = await database.reader
      .selectFrom('stream')
      .selectAll()
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(streamsAtOnce)
      .execute()
    if (rows.length === 0) break
    const ids = rows.map(({ stream }) => stream)
    after = ids.at(-1) ?? after
    const [eventsOf, facetsOf, textOf] = await Promise.all([
      readEvents(database, ids),
      readFacets(database, ids),
      readSearch(database, ids),
    ])
    for (const row of rows) {
      const own = eventsOf.get(row.stream) ?? []
      events += own.length
      streams++
      compare(kinds, row, own, facetsOf.get(row.stream) ?? [], textOf.get(row.stream), findings)
    }
    onProgress?.(events)
  }
  await findStrays(database, findings, events)
  return { streams, events }
}

const compare = (
  kinds: CheckParts['kinds'],
  row: StreamTable,
  events: readonly RecordedEvent[],
  facets: readonly string[],
  text: string | undefined,
  findings: Findings,
): void => {
  const kind = kinds.get(row.kind)
  if (kind === undefined) {
    findings.add('state', row.stream, `Unknown kind "${row.kind}".`)
    return
  }
  const gap = events.findIndex(({ version }, index) => version !== index + 1)
  if (events.length === 0 || gap >= 0) {
    findings.add('order', row.stream, 'The record’s events are not numbered one by one.')
    return
  }
  try {
    const rebuilt = rebuild(kind, row.human_id, events)
    for (const [name, value] of Object.entries(rebuilt.row))
      if (row[name as keyof StreamTable] !== value)
        findings.add('state', row.human_id, `"${name}" is not what the events say.`)
    const expected = rebuilt.facets.map(({ name, value }) => JSON.stringify([name, value]))
    if (JSON.stringify([...expected].sort()) !== JSON.stringify([...facets].sort()))
      findings.add('facet', row.human_id, 'The facets are not what the events say.')
    if (text !== indexedText(rebuilt.text))
      findings.add('search', row.human_id, 'The search text is not what the events say.')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    findings.add('state', row.human_id, `The events cannot be folded: ${why}`)
  }
}

const readEvents = async (database: Database, ids: readonly string[]) => {
  const rows = await database.reader
    .selectFrom('event')
    .select(eventColumns)
    .where('stream', 'in', ids)
    .orderBy('stream')
    .orderBy('version')
    .execute()
  return grouped(rows, ({ stream }) => stream, eventOfRow)
}

const readFacets = async (database: Database, ids: readonly string[]) => {
  const rows = await database.reader
    .selectFrom('facet')
    .select(['stream', 'name', 'value'])
    .where('stream', 'in', ids)
    .execute()
  return grouped(
    rows,
    ({ stream }) => stream,
    ({ name, value }) => JSON.stringify([name, value]),
  )
}

const readSearch = async (database: Database, ids: readonly string[]) => {
  const rows = await database.reader
    .selectFrom('search_entry')
    .select(['stream', 'text'])
    .where('stream', 'in', ids)
    .execute()
  return new Map(rows.map(({ stream, text }) => [stream, text]))
}

const findStrays = async (database: Database, findings: Findings, events: number) => {
  const { rows } = await sql<{
    events: number
    facets: number
  }>`select (select count(*) from event) as events, (select count(*) from facet where stream not in (select stream from stream)) as facets`.execute(
    database.reader,
  )
  const total = Number(rows[0]?.events ?? 0)
  if (total !== events)
    findings.add('event', `${total - events} rows`, 'There are events whose record is missing.')
  if (Number(rows[0]?.facets ?? 0) > 0)
    findings.add('facet', 'strays', 'There are facets whose record is missing.')
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
