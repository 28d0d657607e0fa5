import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import type { Settings } from '../settings.ts'
import type { Cell } from './snapshot.ts'

/** The store of persons' keys, read while a server may be writing to it. */
export interface PersonsSnapshot {
  /** person, wrapped key, created at. */
  keys(): AsyncIterable<readonly Cell[]>
  /** person, at, reason. */
  erasures(): AsyncIterable<readonly Cell[]>
  close(): Promise<void>
}

const keysQuery = 'select person, wrapped_key, created_at from person_key order by person'
const erasuresQuery = 'select person, at, reason from erasure order by at, person'

/** On SQLite a file of its own, on PostgreSQL two tables of the main database (see the vault). */
export const openPersons = async (settings: Settings): Promise<PersonsSnapshot> => {
  if (settings.databaseUrl !== undefined) {
    const client = new pg.Client({ connectionString: settings.databaseUrl })
    await client.connect()
    const query = async function* (text: string) {
      const { rows } = await client.query<Cell[]>({ text, rowMode: 'array' })
      yield* rows
    }
    return {
      keys: () => query(keysQuery),
      erasures: () => query(erasuresQuery),
      close: () => client.end(),
    }
  }
  const connection = new BetterSqlite3(join(settings.dataDir, 'keys', 'persons.db'), {
    readonly: true,
    fileMustExist: true,
  })
  connection.pragma('busy_timeout = 5000')
  const query = async function* (text: string) {
    yield* connection.prepare(text).raw().iterate() as Iterable<readonly Cell[]>
  }
  return {
    keys: () => query(keysQuery),
    erasures: () => query(erasuresQuery),
    close: async () => {
      connection.close()
    },
  }
}
