import { type ExpressionBuilder, sql } from 'kysely'
import { limits } from '../kernel/limits.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database } from './database.ts'
import { isStorable } from './fold.ts'
import type { Tables } from './tables.ts'
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
  let select = database.reader
    .selectFrom('facet')
    .select(['value', countAll])
    .where('kind', '=', kind)
    .where('name', '=', name)
    .groupBy('value')
  if (from !== undefined) select = select.where('value', '>=', from)
  if (to !== undefined) select = select.where('value', '<', to)
  if (await hasUnseen(database, person))
    select = select.where('stream', 'not in', hiddenFrom(database.reader, person))
  const rows = await select.orderBy('count', 'desc').orderBy('value').limit(limit).execute()
  return rows.map(({ value, count }) => ({ values: [value], count: Number(count) }))
}

const countAll = ({ fn }: ExpressionBuilder<Tables, 'facet'>) => fn.countAll<number>().as('count')
