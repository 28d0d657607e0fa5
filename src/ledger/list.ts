import { type RawBuilder, sql } from 'kysely'
import { parseStreamId, type StreamId } from '../kernel/ids.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { type Severity, severities } from '../kernel/severity.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database } from './database.ts'
import { isStorable, neverDue, unrated } from './fold.ts'
import { type FacetMatch, matching } from './narrowing.ts'
import { holdingWords } from './search.ts'
import type { StreamTable } from './tables.ts'
import { hanging, hangsOnNothingUnseen, hasUnseen, isShownTo, namesOf } from './visibility.ts'

export const sortColumns = {
  updated: 'updated_at',
  opened: 'opened_at',
  severity: 'severity',
  due: 'due_at',
  title: 'title',
} as const
export type Sort = keyof typeof sortColumns

export interface ListQuery {
  readonly kind: string
  readonly status?: readonly string[] | undefined
  readonly severity?: readonly Severity[] | undefined
  /** Null asks for what nobody looks after. */
  readonly owner?: string | null | undefined
  /** Only what is due before this moment. */
  readonly dueBefore?: Instant | undefined
  /** All of these must hold. */
  readonly facets?: readonly { readonly name: string; readonly value: string }[] | undefined
  /** At least one of these must hold, where they are given. */
  readonly anyOf?: readonly FacetMatch[] | undefined
  /** None of these may hold. */
  readonly noneOf?: readonly FacetMatch[] | undefined
  readonly search?: string | undefined
  /** Facets whose values each line carries. */
  readonly showing?: readonly string[] | undefined
  readonly sort?: Sort | undefined
  readonly descending?: boolean | undefined
  readonly limit?: number | undefined
  /** `next` of the page before. */
  readonly cursor?: string | undefined
  /** Restricted records are shown only to the person named on them. */
  readonly person: string | undefined
}

export interface ListItem {
  readonly id: StreamId
  readonly humanId: string
  readonly kind: string
  readonly version: number
  readonly title: string
  readonly status: string
  readonly severity: Severity | null
  readonly owner: string | null
  readonly dueAt: string | null
  readonly openedAt: string
  readonly updatedAt: string
  readonly restricted: boolean
  /** Values of the facets that were asked for, by their names. */
  readonly facets: Readonly<Record<string, readonly string[]>>
}

export interface Page {
  readonly items: readonly ListItem[]
  /** Where the next page starts; null on the last one. */
  readonly next: string | null
}

/** One page of a list, by index: its cost does not grow with the number of records. */
export const listStreams = async (
  database: Database,
  query: ListQuery,
): Promise<Page | Refusal> => {
  if (asksForTheImpossible(query)) return { items: [], next: null }
  const column = sortColumns[query.sort ?? 'updated']
  const descending = query.descending ?? true
  const limit = Math.min(query.limit ?? limits.page.default, limits.page.max)
  let select = database.reader
    .selectFrom('stream')
    .select(listColumns)
    .where('kind', '=', query.kind)
    .where(isShownTo(query.kind, query.person))
  if (await hasUnseen(database, query.person))
    select = select.where(hangsOnNothingUnseen(query.person))
  if (query.status !== undefined && query.status.length > 0)
    select = select.where('status', 'in', query.status)
  if (query.severity !== undefined && query.severity.length > 0)
    select = select.where(
      'severity',
      'in',
      query.severity.map((severity) => severities.indexOf(severity)),
    )
  if (query.owner === null) select = select.where('owner', 'is', null)
  else if (query.owner !== undefined) select = select.where('owner', '=', query.owner)
  if (query.dueBefore !== undefined) select = select.where('due_at', '<', query.dueBefore)
  for (const facet of query.facets ?? [])
    select = select.where('stream', 'in', (inner) =>
      inner
        .selectFrom('facet')
        .select('facet.stream')
        .where('kind', '=', query.kind)
        .where('name', '=', facet.name)
        .where('value', '=', facet.value),
    )
  const matches = (match: FacetMatch) => matching(database.reader, query.kind, match)
  const { anyOf } = query
  if (anyOf !== undefined)
    select = select.where((or) => or.or(anyOf.map((one) => or('stream', 'in', matches(one)))))
  for (const match of query.noneOf ?? []) select = select.where('stream', 'not in', matches(match))
  if (query.search !== undefined && query.search.trim() !== '') {
    const holding = await holdingWords(database, query.search, query.kind)
    if (holding === undefined) return { items: [], next: null }
    select = select.where(holding)
  }
  if (query.cursor !== undefined) {
    const from = readCursor(query.cursor, column)
    if (from === undefined)
      return refuse('list/bad-cursor', 'This page mark is not one of ours. Start from page one.')
    select = select.where(
      descending
        ? sql<boolean>`(${sql.ref(column)}, stream) < (${from.value}, ${from.stream})`
        : sql<boolean>`(${sql.ref(column)}, stream) > (${from.value}, ${from.stream})`,
    )
  }
  const direction = descending ? 'desc' : 'asc'
  const rows = await select
    .orderBy(column, direction)
    .orderBy('stream', direction)
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: await withFacets(database, items.map(listItem), query.showing ?? []),
    next:
      rows.length > limit && last !== undefined
        ? JSON.stringify([last[column], last.stream])
        : null,
  }
}

/** What narrows counts down, as it narrows a list. */
export type CountFilter = Pick<ListQuery, 'dueBefore' | 'severity' | 'facets'>

/** How many visible records of a kind are in each status; where asked, only those a filter leaves. */
export const countByStatus = async (
  database: Database,
  kind: string,
  person: string | undefined,
  { dueBefore, severity = [], facets = [] }: CountFilter = {},
): Promise<Readonly<Record<string, number>>> => {
  if (asksForTheImpossible({ kind, person, facets })) return {}
  const counted = (isOfKind: RawBuilder<boolean>) => {
    let select = database.reader
      .selectFrom('stream')
      .select(['status', (count) => count.fn.countAll<number>().as('count')])
      .where(isOfKind)
      .groupBy('status')
    if (dueBefore !== undefined) select = select.where('due_at', '<', dueBefore)
    if (severity.length > 0)
      select = select.where(
        'severity',
        'in',
        severity.map((one) => severities.indexOf(one)),
      )
    for (const { name, value } of facets)
      select = select.where('stream', 'in', (inner) =>
        inner
          .selectFrom('facet')
          .select('facet.stream')
          .where('kind', '=', kind)
          .where('name', '=', name)
          .where('value', '=', value),
      )
    return select
  }
  // A parameter would keep SQLite from the index of what everybody may see.
  const shown = counted(sql`kind = ${kind}`).where('restricted', '=', sql.lit(0))
  // By no index over kinds: these few are found by their ids, and SQLite would read all of the kind.
  const few = counted(sql`kind || '' = ${kind}`)
  const named = few
    .where('restricted', '=', sql.lit(1))
    .where('stream', 'in', (inner) =>
      inner
        .selectFrom('facet')
        .select('facet.stream')
        .where('kind', '=', kind)
        .where('name', '=', 'may-see')
        .where('value', 'in', namesOf(person)),
    )
  const counts: Record<string, number> = {}
  for (const { status, count } of await shown.unionAll(named).execute())
    counts[status] = (counts[status] ?? 0) + Number(count)
  if (await hasUnseen(database, person)) {
    const hidden = await few
      .where(sql<boolean>`restricted + 0 = 0`)
      .where('stream', 'in', hanging(database.reader, person))
      .execute()
    for (const { status, count } of hidden) {
      const left = (counts[status] ?? 0) - Number(count)
      if (left > 0) counts[status] = left
      else delete counts[status]
    }
  }
  return counts
}

const listColumns = [
  'stream',
  'kind',
  'human_id',
  'version',
  'title',
  'status',
  'severity',
  'owner',
  'due_at',
  'opened_at',
  'updated_at',
  'restricted',
] as const

const listItem = (row: Pick<StreamTable, (typeof listColumns)[number]>): ListItem => ({
  id: row.stream as StreamId,
  kind: row.kind,
  humanId: row.human_id,
  version: row.version,
  title: row.title,
  status: row.status,
  severity: severities[row.severity] ?? null,
  owner: row.owner,
  dueAt: row.due_at === neverDue ? null : row.due_at,
  openedAt: row.opened_at,
  updatedAt: row.updated_at,
  restricted: row.restricted === 1,
  facets: {},
})

/** The same lines with these facets: one more question for the whole page. */
const withFacets = async (
  { reader }: Database,
  items: readonly ListItem[],
  names: readonly string[],
): Promise<readonly ListItem[]> => {
  if (items.length === 0 || names.length === 0) return items
  const rows = await reader
    .selectFrom('facet')
    .select(['stream', 'name', 'value'])
    .where(
      'stream',
      'in',
      items.map(({ id }) => id),
    )
    .where('name', 'in', names)
    .orderBy('value')
    .execute()
  const found = new Map<string, Record<string, string[]>>()
  for (const { stream, name, value } of rows) {
    const facets = found.get(stream) ?? {}
    found.set(stream, facets)
    facets[name] = [...(facets[name] ?? []), value]
  }
  return items.map((item) => ({ ...item, facets: found.get(item.id) ?? {} }))
}

/** PostgreSQL refuses a question that holds NUL; no record can hold it, so there is nothing to find. */
const asksForTheImpossible = ({ owner, status = [], facets = [] }: ListQuery): boolean =>
  [owner ?? '', ...status, ...facets.flatMap(({ name, value }) => [name, value])].some(
    (text) => !isStorable(text),
  )

const readCursor = (
  text: string,
  column: (typeof sortColumns)[Sort],
): { readonly value: string | number; readonly stream: string } | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!Array.isArray(parsed) || parsed.length !== 2) return undefined
    const [value, stream] = parsed as unknown[]
    if (typeof stream !== 'string' || isRefusal(parseStreamId(stream))) return undefined
    if (column === 'severity')
      return typeof value === 'number' && severities.length > value && Number.isInteger(value)
        ? { value: Math.max(value, unrated), stream }
        : undefined
    return typeof value === 'string' && isStorable(value) ? { value, stream } : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
