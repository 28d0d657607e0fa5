import type { Kysely } from 'kysely'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import { breath } from './breath.ts'
import type { CheckParts, Findings } from './check.ts'
import type { RecordedEvent } from './event.ts'
import { facetValues, foldInto, streamRow } from './fold.ts'
import type { Kind } from './kind.ts'
import { indexedText } from './search.ts'
import { eventColumns, eventOfRow } from './stored.ts'
import type { StreamTable, Tables } from './tables.ts'
import { searchable } from './written.ts'

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

const streamsAtOnce = 100

/** Folds every record anew and compares it with what is stored beside its events. */
export const checkStates = async (
  { kinds, onProgress }: CheckParts,
  reader: Kysely<Tables>,
  findings: Findings,
): Promise<{ readonly streams: number; readonly events: number }> => {
  let streams = 0
  const counted = { event: 0, facet: 0, search_entry: 0 }
  for (let after = ''; ; ) {
    await breath()
    const rows = await reader
      .selectFrom('stream')
      .selectAll()
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(streamsAtOnce)
      .execute()
    if (rows.length === 0) break
    const ids = rows.map(({ stream }) => stream)
    after = ids.at(-1) ?? after
    const eventsOf = await readEvents(reader, ids)
    const facetsOf = await readFacets(reader, ids)
    const searchOf = await readSearch(reader, ids)
    for (const row of rows) {
      const own = eventsOf.get(row.stream) ?? []
      const facets = facetsOf.get(row.stream) ?? []
      const search = searchOf.get(row.stream) ?? []
      counted.event += own.length
      counted.facet += facets.length
      counted.search_entry += search.length
      streams++
      compare(kinds, row, own, facets, search, findings)
    }
    onProgress?.(counted.event)
  }
  for (const table of derived) await findStrays(reader, table, counted[table], findings)
  return { streams, events: counted.event }
}

/** What belongs to records, row by row. */
const derived = ['event', 'facet', 'search_entry'] as const

const compare = (
  kinds: CheckParts['kinds'],
  row: StreamTable,
  rows: readonly StoredEvent[],
  facets: readonly string[],
  search: readonly string[],
  findings: Findings,
): void => {
  // What the record is, its events say; that its row says the same is compared below.
  const known = rows[0]?.kind ?? row.kind
  const kind = kinds.get(known)
  if (kind === undefined) {
    findings.add('state', nameOf(row), `Unknown kind "${known}".`)
    return
  }
  const gap = rows.findIndex(({ version }, index) => version !== index + 1)
  if (rows.length === 0 || gap >= 0) {
    findings.add('order', nameOf(row), 'The record’s events are not numbered one by one.')
    return
  }
  try {
    const events = rows.map(eventOfRow)
    const rebuilt = rebuild(kind, referenceOf(events) ?? row.human_id, events)
    for (const [name, value] of Object.entries(rebuilt.row)) {
      const stored = row[name as keyof StreamTable]
      if (stored !== value && !(name === 'state' && isSameJson(String(stored), String(value))))
        findings.add('state', nameOf(row), `"${name}" is not what the events say.`)
    }
    const of = kind.contract.kind
    const expected = rebuilt.facets.map(({ name, value }) => JSON.stringify([of, name, value]))
    if (JSON.stringify(expected.sort()) !== JSON.stringify([...facets].sort()))
      findings.add('facet', nameOf(row), 'The facets are not what the events say.')
    if (search.join() !== JSON.stringify([of, indexedText(rebuilt.text)]))
      findings.add('search', nameOf(row), 'The search text is not what the events say.')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    findings.add('state', nameOf(row), `The events cannot be folded: ${why}`)
  }
}

const nameOf = ({ human_id, stream }: StreamTable): string => `${human_id} (${stream})`

/** The human id, where the fact that opened the record tells it. */
const referenceOf = ([first]: readonly RecordedEvent[]): string | undefined => {
  const reference = first?.payload['reference']
  return typeof reference === 'string' ? reference : undefined
}

/** A state folded in one go may have its members in another order than one folded in steps. */
const isSameJson = (one: string, other: string): boolean => {
  const parsed = [one, other].map(parseOwnJson)
  return canonicalJson(parsed[0] ?? null) === canonicalJson(parsed[1] ?? null)
}

type StoredEvent = Parameters<typeof eventOfRow>[0]

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

const named = 100

/** Rows of records that are not there. They are counted first: looking for them takes long. */
const findStrays = async (
  reader: Kysely<Tables>,
  table: (typeof derived)[number],
  counted: number,
  findings: Findings,
): Promise<void> => {
  const { total } = await reader
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (Number(total) === counted) return
  const strays = await reader
    .selectFrom(table)
    .select('stream')
    .distinct()
    .where('stream', 'not in', (inner) => inner.selectFrom('stream').select('stream.stream'))
    .limit(named)
    .execute()
  const what = table === 'search_entry' ? 'search' : table
  for (const { stream } of strays)
    findings.add(what, stream, `There are rows of ${table} whose record is missing.`)
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
