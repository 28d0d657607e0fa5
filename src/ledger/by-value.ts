import { sql } from 'kysely'
import type { Database } from './database.ts'
import { isStorable } from './fold.ts'
import { hangsOnNothingUnseen, hasUnseen, isShownTo } from './visibility.ts'

export interface ByValueQuery {
  readonly kind: string
  /** The facet by whose values the lines are sorted. */
  readonly name: string
  readonly person: string | undefined
  /** Only records that this person looks after. */
  readonly owner?: string | undefined
  /** Only records about a product that this person owns. */
  readonly productOwner?: string | undefined
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
  query: ByValueQuery,
): Promise<readonly ByValueLine[]> => {
  const { kind, name, person, owner, productOwner, beginning = '' } = query
  const { having, endings, after, limit } = query
  const asked = [
    owner,
    productOwner,
    beginning,
    having?.value,
    after?.value,
    after?.stream,
    ...(endings ?? []),
  ]
  if (asked.some((text) => text !== undefined && !isStorable(text))) return []
  const conditions = [
    sql`line.kind = ${kind}`,
    sql`line.name = ${name}`,
    sql`${isShownTo(kind, person)}`,
    ...((await hasUnseen(database, person)) ? [sql`${hangsOnNothingUnseen(person)}`] : []),
    ...(owner === undefined ? [] : [sql`stream.owner = ${owner}`]),
    // Asked once, and not of each line: whoever owns nothing would have all of them read.
    ...(productOwner === undefined
      ? []
      : [
          sql`line.stream in (select about.stream from facet own join facet about on about.value = own.stream where own.kind = 'product' and own.name = 'owner' and own.value = ${productOwner} and about.kind = ${kind} and about.name = 'product')`,
        ]),
    // A range of the index; what comes after every continuation of it is not a text we write.
    ...(beginning === ''
      ? []
      : [sql`line.value >= ${beginning}`, sql`line.value < ${`${beginning}\u{10fffd}`}`]),
    ...(having === undefined
      ? []
      : [
          sql`line.stream in (select has.stream from facet has where has.kind = ${kind} and has.name = ${having.name} and has.value = ${having.value})`,
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
