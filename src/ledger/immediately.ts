import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { run } from './statements.ts'
import type { Tables } from './tables.ts'

/**
 * A write transaction on SQLite. Kysely's own begins deferred, which can meet a busy snapshot: this
 * one takes the lock at once. Throws what the work or the commit threw.
 */
export const immediately = <Result>(
  writer: Kysely<Tables>,
  work: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> =>
  writer.connection().execute(async (connection) => {
    await run(connection, 'begin immediate')
    try {
      const result = await work(connection)
      await run(connection, 'commit')
      return result
    } catch (cause) {
      await rollBack(connection)
      throw cause
    }
  })

/** All that `work` writes, or nothing, on either engine. */
export const inTransaction = <Result>(
  { engine, writer }: Pick<Database, 'engine' | 'writer'>,
  work: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> =>
  engine === 'sqlite' ? immediately(writer, work) : writer.transaction().execute(work)

/** On a full disk SQLite has rolled back by itself, and says so: that must not hide the cause. */
const rollBack = async (connection: Kysely<Tables>): Promise<void> => {
  try {
    await run(connection, 'rollback')
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.includes('no transaction is active'))) throw cause
  }
}
