import { type Kysely, sql } from 'kysely'
import { humanId } from '../kernel/ids.ts'
import type { Database, Engine } from './database.ts'
import type { Tables } from './tables.ts'
import { together } from './together.ts'

/** The next free human id of a prefix in a year; one that is given out is never given again. */
export type NextHumanId = (prefix: string, year: number) => Promise<string>

/**
 * On SQLite this process alone owns the file, so it counts in memory from the highest number kept;
 * on PostgreSQL a sequence per prefix and year counts for all processes without a lock.
 */
export const createNumbering = (database: Database): NextHumanId =>
  database.engine === 'sqlite' ? countInMemory(database) : countInSequences(database)

const countInMemory = ({ reader }: Database): NextHumanId => {
  const counters = new Map<string, number>()
  return async (prefix, year) => {
    const name = `${prefix}-${year}`
    if (!counters.has(name)) {
      const start = await highest('sqlite', reader, prefix, year)
      // Whoever asked at the same time may have begun to count meanwhile.
      if (!counters.has(name)) counters.set(name, start)
    }
    const next = (counters.get(name) ?? 0) + 1
    counters.set(name, next)
    return humanId(prefix, year, next)
  }
}

const countInSequences = ({ writer }: Database): NextHumanId => {
  const sequences = new Map<string, Promise<void>>()
  const nextOf = together(async (names: readonly string[]) => {
    const { rows } = await sql<{
      next: number
    }>`select nextval(name) as next from unnest(${[...names]}::text[]) with ordinality as asked (name, place) order by place`.execute(
      writer,
    )
    return rows.map(({ next }) => Number(next))
  })
  return async (prefix, year) => {
    const name = `human_${prefix.toLowerCase()}_${year}`
    const made = sequences.get(name) ?? makeSequence(writer, name, prefix, year)
    sequences.set(name, made)
    try {
      await made
    } catch (cause) {
      // The next one tries again.
      sequences.delete(name)
      throw cause
    }
    return humanId(prefix, year, await nextOf(name))
  }
}

/** "if not exists" alone fails where two make it at once: the lock lets one go first. */
const makeSequence = (
  writer: Kysely<Tables>,
  name: string,
  prefix: string,
  year: number,
): Promise<void> =>
  writer.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(transaction)
    const start = (await highest('postgres', transaction, prefix, year)) + 1
    await sql`create sequence if not exists ${sql.id(name)} start ${sql.lit(start)}`.execute(
      transaction,
    )
  })

const highest = async (
  engine: Engine,
  connection: Kysely<Tables>,
  prefix: string,
  year: number,
): Promise<number> => {
  const start = `${prefix}-${year}-`
  // A dot follows the hyphen in ASCII. PostgreSQL must not compare by a language's rules here.
  const [from, to] = [start, `${prefix}-${year}.`]
  const id = engine === 'postgres' ? sql`human_id collate "C"` : sql`human_id`
  const { rows } = await sql<{
    highest: number | null
  }>`select max(cast(substr(human_id, ${sql.lit(start.length + 1)}) as integer)) as highest from stream where ${id} >= ${from} and ${id} < ${to}`.execute(
    connection,
  )
  return Number(rows[0]?.highest ?? 0)
}
