import type { Append } from './append.ts'
import type { Engine } from './database.ts'
import { type FacetValue, facetValues, foldInto, type Loaded, storedOf, streamRow } from './fold.ts'
import type { Kind } from './kind.ts'
import { indexedText } from './search.ts'
import { deletesOf, insertsOf, type Statement } from './statements.ts'
import { rowOfEvent } from './stored.ts'

/** What the full-text search finds a record by. */
export const searchable = (
  kind: Kind,
  record: Loaded,
  { title } = kind.facets(record.state),
): string => `${record.humanId}\n${title}\n${kind.text(record.state)}`

/** All that accepted decisions write: events, states, facets, search text, deliveries, keys. */
export const statementsOf = (engine: Engine, batch: readonly Append[]): readonly Statement[] => {
  const written = batch.map(writtenBy)
  return [
    ...insertsOf(
      engine,
      'event',
      batch.flatMap(({ events }) => events.map(rowOfEvent)),
    ),
    ...insertsOf(
      engine,
      'stream',
      written.map(({ row }) => row),
      replaceStream,
    ),
    ...deletesOf(
      engine,
      'facet',
      written.flatMap(({ facetsGone }) => facetsGone),
    ),
    ...insertsOf(
      engine,
      'facet',
      written.flatMap(({ facets }) => facets),
    ),
    ...insertsOf(
      engine,
      'search_entry',
      written.flatMap(({ search }) => search),
      replaceText,
    ),
    ...insertsOf(
      engine,
      'delivery',
      onceEach(batch.flatMap(({ deliveries }) => deliveries)),
      'on conflict (dedupe_key) do nothing',
    ),
    ...insertsOf(
      engine,
      'command_key',
      written.flatMap(({ key }) => key),
    ),
  ]
}

const replaceStream = `on conflict (stream) do update set ${[
  'version',
  'state',
  'title',
  'status',
  'severity',
  'owner',
  'due_at',
  'updated_at',
  'restricted',
]
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')}`

const replaceText = 'on conflict (stream) do update set text = excluded.text'

const writtenBy = ({ kind, from, events, shown = events, key }: Append) => {
  const last = events.at(-1)
  if (last === undefined) throw new Error('An append needs at least one event.')
  const stored = foldInto(kind, storedOf(from), events)
  const isOpen = from.stored === undefined && shown === events
  const state = isOpen ? stored : foldInto(kind, from.state, shown)
  const record: Loaded = { ...from, version: last.version, state, stored }
  const facets = kind.facets(record.state)
  const row = streamRow(kind, record, last.at, facets)
  const isNew = from.version === 0
  const [before, now] = [isNew ? [] : facetsOf(kind, from), facetValues(facets)]
  const of = { stream: record.stream, kind: kind.contract.kind }
  const text = searchable(kind, record, facets)
  return {
    row,
    facetsGone: without(before, now).map((facet) => ({ stream: of.stream, ...facet })),
    facets: without(now, before).map((facet) => ({ ...of, ...facet })),
    search: isNew || searchable(kind, from) !== text ? [{ ...of, text: indexedText(text) }] : [],
    key:
      key === undefined
        ? []
        : [
            {
              key: key.key,
              fingerprint: key.fingerprint,
              stream: record.stream,
              version: record.version,
              event_ids: JSON.stringify(events.map(({ id }) => id)),
              at: row.updated_at,
            },
          ],
  }
}

const facetsOf = (kind: Kind, { state }: Loaded): readonly FacetValue[] =>
  facetValues(kind.facets(state))

const without = (
  all: readonly FacetValue[],
  others: readonly FacetValue[],
): readonly FacetValue[] =>
  all.filter((one) => !others.some(({ name, value }) => name === one.name && value === one.value))

/** One statement of PostgreSQL may not meet the same conflict twice. */
const onceEach = <Row extends { readonly dedupe_key: string }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.toReversed().map((row) => [row.dedupe_key, row])).values(),
]
