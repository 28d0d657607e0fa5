import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'
import { isStorable } from './fold.ts'
import type { Tables } from './tables.ts'

/** Nobody is named by no text at all. */
const asNamed = (person: string | undefined): string =>
  person !== undefined && isStorable(person) ? person : ''

/** A record may be for all who hold a role now: `role:approver` stands among those named. */
export const roleName = (role: string): string => `role:${role}`

/**
 * The names by which this person is meant: their own, and those of the roles that they hold at this
 * moment, as their record says it.
 */
export const namesOf = (person: string | undefined): RawBuilder<string> => {
  const named = asNamed(person)
  const own = named.startsWith('person:') ? named.slice('person:'.length) : ''
  return sql<string>`(select cast(${named} as text) union all select 'role:' || holds.value from facet holds where holds.stream = ${own} and holds.name = 'role')`
}

// Constants stand in the text, and not as parameters: a partial index is found by them.
const hangsOn = sql.lit('hangs-on')

/** Records that are for those named on them, and this person is not. */
const unseen = (reader: Kysely<Tables>, person: string | undefined) =>
  reader
    .selectFrom('stream as closed')
    .select('closed.stream')
    .where('closed.restricted', '=', sql.lit(1))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('facet as names')
            .select('names.value')
            .whereRef('names.stream', '=', 'closed.stream')
            .where('names.name', '=', sql.lit('may-see'))
            .where('names.value', 'in', namesOf(person)),
        ),
      ),
    )

/**
 * What hangs on a record that this person may not see, directly or by one record between: the
 * distribution record of an answer to the report of a case, say.
 */
export const hanging = (reader: Kysely<Tables>, person: string | undefined) => {
  const directly = () =>
    reader
      .selectFrom('facet as first')
      .select('first.stream')
      .where('first.name', '=', hangsOn)
      .where('first.value', 'in', unseen(reader, person))
  return directly().union(
    reader
      .selectFrom('facet as second')
      .select('second.stream')
      .where('second.name', '=', hangsOn)
      .where('second.value', 'in', directly()),
  )
}

/** Everything that this person may not know of: what is restricted, and what hangs on that. */
export const hiddenFrom = (reader: Kysely<Tables>, person: string | undefined) =>
  unseen(reader, person).union(hanging(reader, person))

/** Whether the row of `stream` is for everybody or for this person by name. */
export const isShownTo = (kind: string, person: string | undefined) =>
  // With its kind, which is the record's: the index over names and values begins there.
  sql<boolean>`(restricted = 0 or exists (select 1 from facet where facet.stream = stream.stream and facet.kind = ${kind} and facet.name = 'may-see' and facet.value in ${namesOf(person)}))`

/**
 * The same as not to be among `hanging`, asked of each row by itself: a list reads few rows, and
 * need not know of all that is hidden elsewhere.
 */
export const hangsOnNothingUnseen = (person: string | undefined) => {
  const isUnseen = (id: RawBuilder<unknown>) =>
    sql`exists (select 1 from stream closed where closed.stream = ${id} and closed.restricted = 1 and not exists (select 1 from facet names where names.stream = closed.stream and names.name = 'may-see' and names.value in ${namesOf(person)}))`
  const [first, second] = [sql.ref('first.value'), sql.ref('second.value')]
  return sql<boolean>`not exists (select 1 from facet first where first.stream = stream.stream and first.name = 'hangs-on' and (${isUnseen(first)} or exists (select 1 from facet second where second.stream = ${first} and second.name = 'hangs-on' and ${isUnseen(second)})))`
}

/** Whether there is anything at all that this person may not see: mostly there is not. */
export const hasUnseen = async (
  { reader }: Database,
  person: string | undefined,
): Promise<boolean> => (await unseen(reader, person).limit(1).executeTakeFirst()) !== undefined

/** Those of these records that this person may not see. */
export const hiddenAmong = async (
  database: Database,
  person: string | undefined,
  streams: readonly string[],
): Promise<ReadonlySet<string>> => {
  const asked = [...new Set(streams)].filter(isStorable)
  if (asked.length === 0 || !(await hasUnseen(database, person))) return new Set()
  const { reader } = database
  const rows = await reader
    .selectFrom('stream')
    .select('stream')
    .where('stream', 'in', asked)
    .where((where) =>
      where.or([
        where('stream', 'in', unseen(reader, person)),
        where('stream', 'in', hanging(reader, person)),
      ]),
    )
    .execute()
  return new Set(rows.map(({ stream }) => stream))
}

/** Whether every record that names this file is hidden from this person, and at least one does. */
export const hidesFile = async (
  database: Database,
  person: string | undefined,
  hash: string,
): Promise<boolean> => {
  if (!(await hasUnseen(database, person))) return false
  const naming = await database.reader
    .selectFrom('facet')
    .select('stream')
    .where('name', '=', sql.lit('file'))
    .where('value', '=', hash)
    .execute()
  const streams = naming.map(({ stream }) => stream)
  const hidden = await hiddenAmong(database, person, streams)
  return streams.length > 0 && streams.every((stream) => hidden.has(stream))
}
