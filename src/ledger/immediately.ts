import { type Kysely, sql } from 'kysely'
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
    await sql`begin immediate`.execute(connection)
    try {
      const result = await work(connection)
      await sql`commit`.execute(connection)
      return result
    } catch (cause) {
      await rollBack(connection)
      throw cause
    }
  })

/** On a full disk SQLite has rolled back by itself, and says so: that must not hide the cause. */
const rollBack = async (connection: Kysely<Tables>): Promise<void> => {
  try {
    await sql`rollback`.execute(connection)
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.includes('no transaction is active'))) throw cause
  }
}
