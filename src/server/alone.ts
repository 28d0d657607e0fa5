import { sql } from 'kysely'
import type { Database } from '../ledger/index.ts'

/** What one server process does at a time. Any number does: it names the lock in the database. */
export const aloneLocks = {
  reactions: 7_431_981,
  selfTests: 7_431_982,
  sources: 7_431_983,
  witnesses: 7_431_984,
  witnessCalls: 7_431_985,
} as const

/**
 * Does the work where no other process is at it; false where one is. The lock is the session's, so
 * that it ends with a process that dies. SQLite has one process only.
 */
export const alone = async (
  { engine, writer }: Database,
  lock: keyof typeof aloneLocks,
  work: () => Promise<void>,
): Promise<boolean> => {
  if (engine === 'sqlite') {
    await work()
    return true
  }
  const key = aloneLocks[lock]
  return writer.connection().execute(async (connection) => {
    const { rows } = await sql<{
      locked: boolean
    }>`select pg_try_advisory_lock(${key}) as locked`.execute(connection)
    if (rows[0]?.locked !== true) return false
    try {
      await work()
      return true
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection)
    }
  })
}
