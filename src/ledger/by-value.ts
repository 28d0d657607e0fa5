import { sql } from 'kysely'
import type { Database } from './database.ts'
import { isStorable } from './fold.ts'
import { hangsOnNothingUnseen, hasUnseen, isShownTo } from './visibility.ts'

export interface ByValueQuery {
  readonly kind: string
  /** The facet by whose values the lines are sorted. */
  readonly name: string
  readonly person: string | undefined
  /** Only records that this person looks after, or that are about a product they own. */
  readonly owner?: string | undefined
  /** Only values that begin so. */
  readonly beginning?: string | undefined
  /** Only records that carry this facet, too. */
  readonly having?: { readonly name: string; readonly value: string } | undefined
  /** Only values that end so. */
  readonly endings?: readonly string[] | undefined
  /** The line after which the page begins. */
  readonly after?: { readonly value: string; readonly stream: string } | undefined
  readonly limit: number
}

/** One value of one record; a record with several values has several lines. */
export interface ByValueLine {
  readonly kind: string
  readonly id: string
  readonly humanId: string
  readonly title: string
  readonly status: string
  readonly value: string
}

/** Lines in the order of their values, by the index over facets: its cost is that of the page. */
export const listByValue = async (
  database: Database,
  { kind, name, person, owner, beginning = '', having, endings, after, limit }: ByValueQuery,
): Promise<readonly ByValueLine[]> => {
  const asked = [owner, beginning, having?.value, after?.value, after?.stream, ...(endings ?? [])]
  if (asked.some((text) => text !== undefined && !isStorable(text))) return []
  const conditions = [
    sql`line.kind = ${kind}`,
    sql`line.name = ${name}`,
    sql`${isShownTo(kind, person)}`,
    ...((await hasUnseen(database, person)) ? [sql`${hangsOnNothingUnseen(person)}`] : []),
    ...(owner === undefined
      ? []
      : [
          sql`(stream.owner = ${owner} or exists (select 1 from facet about join facet own on own.stream = about.value where about.stream = line.stream and about.name = 'product' and own.kind = 'product' and own.name = 'owner' and own.value = ${owner}))`,
        ]),
    // A range of the index; what comes after every continuation of it is not a text we write.
    ...(beginning === ''
      ? []
      : [sql`line.value >= ${beginning}`, sql`line.value < ${`${beginning}\u{10fffd}`}`]),
    ...(having === undefined
      ? []
      : [
          sql`exists (select 1 from facet has where has.stream = line.stream and has.kind = ${kind} and has.name = ${having.name} and has.value = ${having.value})`,
        ]),
    ...(endings === undefined
      ? []
      : [
          sql`(${sql.join([sql`1 = 0`, ...endings.map((end) => sql`substr(line.value, length(line.value) - ${[...end].length - 1}) = ${end}`)], sql` or `)})`,
        ]),
    ...(after === undefined
      ? []
      : [sql`(line.value, line.stream) > (${after.value}, ${after.stream})`]),
  ]
  const { rows } = await sql<{
    readonly stream: string
    readonly human_id: string
    readonly title: string
    readonly status: string
    readonly value: string
  }>`select line.stream, stream.human_id, stream.title, stream.status, line.value
    from facet line join stream on stream.stream = line.stream
    where ${sql.join(conditions, sql` and `)}
    order by line.value, line.stream limit ${sql.lit(Math.trunc(limit))}`.execute(database.reader)
  return rows.map(({ stream, human_id, title, status, value }) => ({
    kind,
    id: stream,
    humanId: human_id,
    title,
    status,
    value,
  }))
}
