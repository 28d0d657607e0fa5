import { type RawBuilder, sql } from 'kysely'
import { limits } from '../kernel/limits.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database } from './database.ts'
import { isStorable } from './fold.ts'
import { hasUnseen, hiddenFrom } from './visibility.ts'

/** How many records have these values, in the order of the facets asked for. */
export interface Counted {
  readonly values: readonly string[]
  readonly count: number
}

export interface OpenedQuery {
  readonly kind: string
  readonly from: Instant
  /** Not itself part of the span. */
  readonly to: Instant
  /** Facets of which each record has exactly one value. */
  readonly by: readonly string[]
  /** Facets that a record has or lacks: `yes` or `no` among the values. */
  readonly having?: readonly string[]
  readonly person: string | undefined
}

/** Within the index over kind and time of opening, and those of facets: no record is read. */
export const countOpened = async (
  database: Database,
  { kind, from, to, by, having = [], person }: OpenedQuery,
): Promise<readonly Counted[]> => {
  const values = by.map((_, index) => sql`${sql.ref(`by${index}.value`)}`)
  const joins = by.map(
    (name, index) =>
      sql`join facet as ${sql.ref(`by${index}`)} on ${sql.ref(`by${index}.stream`)} = stream.stream and ${sql.ref(`by${index}.name`)} = ${name}`,
  )
  const flags = having.map(
    (name) =>
      sql`case when exists (select 1 from facet has where has.stream = stream.stream and has.name = ${name}) then 'yes' else 'no' end`,
  )
  const columns = [...values, ...flags].map(
    (column, index) => sql`${column} as ${sql.ref(`v${index}`)}`,
  )
  const places = columns.map((_, index) => sql.raw(String(index + 1)))
  const shown = (await hasUnseen(database, person))
    ? sql`and stream.stream not in (${hiddenFrom(database.reader, person)})`
    : sql``
  const { rows } = await sql<Readonly<Record<string, string | number>>>`
    select ${sql.join([...columns, sql`count(*) as count`])} from stream ${sql.join(joins, sql` `)}
    where stream.kind = ${kind} and stream.opened_at >= ${from} and stream.opened_at < ${to} ${shown}
    group by ${sql.join(places)}`.execute(database.reader)
  return rows.map((row) => ({
    values: columns.map((_, index) => String(row[`v${index}`])),
    count: Number(row['count']),
  }))
}

export interface ValuesQuery {
  readonly kind: string
  readonly name: string
  /** Values from this one on, in the order of their characters. */
  readonly from?: string
  /** Not itself among them. */
  readonly to?: string
  /** Most values that are answered. */
  readonly limit?: number
  readonly person: string | undefined
}

/** Within the index over names and values of facets: no record is read. */
export const countValues = async (
  database: Database,
  { kind, name, from, to, limit = limits.page.max, person }: ValuesQuery,
): Promise<readonly Counted[]> => {
  if (![from ?? '', to ?? ''].every(isStorable)) return []
  const { reader } = database
  const conditions = [
    sql`facet.name = ${name}`,
    ...(from === undefined ? [] : [sql`facet.value >= ${from}`]),
    ...(to === undefined ? [] : [sql`facet.value < ${to}`]),
  ]
  const counted = async (tables: RawBuilder<unknown>, also: readonly RawBuilder<unknown>[]) => {
    const { rows } = await sql<{ readonly value: string; readonly count: number | string }>`
      select facet.value, count(*) as count from ${tables}
      where ${sql.join([...conditions, ...also], sql` and `)} group by facet.value`.execute(reader)
    return rows
  }
  const counts = new Map<string, number>()
  for (const { value, count } of await counted(sql`facet`, [sql`facet.kind = ${kind}`]))
    counts.set(value, Number(count))
  // What is hidden is little, and looked up record by record: asking of each row would double the cost.
  // By no index over kinds, or SQLite would read all of the kind for each of them.
  if (await hasUnseen(database, person))
    for (const { value, count } of await counted(
      sql`(${hiddenFrom(reader, person)}) hidden cross join facet`,
      [sql`facet.stream = hidden.stream`, sql`facet.kind || '' = ${kind}`],
    ))
      counts.set(value, (counts.get(value) ?? 0) - Number(count))
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([value, count]) => ({ values: [value], count }))
}
