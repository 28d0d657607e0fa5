import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import type { Database } from '../../ledger/index.ts'
import type { Tables } from '../../ledger/tables.ts'
import { privateFolder } from './private-file.ts'

export type PersonTables = Pick<Tables, 'person_key' | 'erasure'>

/** Where the keys of persons lie: apart from the facts, so that it can be backed up apart. */
export interface PersonStore {
  readonly tables: Kysely<PersonTables>
  /** Takes what was deleted out of the store's files, as far as the engine can. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** Opens (and where new, creates) `<dataDir>/keys/persons.db`. The caller holds the folder's lock. */
export const openPersonStore = async (dataDir: string): Promise<PersonStore> => {
  const folder = join(dataDir, 'keys')
  await privateFolder(folder)
  const connection = new BetterSqlite3(join(folder, 'persons.db'))
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('trusted_schema = OFF')
  // Deleted keys are overwritten with zeros and do not linger on free pages.
  connection.pragma('secure_delete = ON')
  const tables = new Kysely<PersonTables>({ dialect: new SqliteDialect({ database: connection }) })
  await createTables(tables)
  return {
    tables,
    scrub: async () => {
      // Until a checkpoint the write-ahead log still holds pages from before the deletion.
      connection.pragma('wal_checkpoint(TRUNCATE)')
    },
    close: () => tables.destroy(),
  }
}

/** The person tables of the main database: used on PostgreSQL until that has a key store of its own. */
export const personStoreWithin = (database: Database): PersonStore => ({
  tables: database.writer.$pickTables<keyof PersonTables>(),
  scrub: async () => undefined,
  close: async () => undefined,
})

const createTables = async (tables: Kysely<PersonTables>): Promise<void> => {
  await tables.schema
    .createTable('person_key')
    .ifNotExists()
    .addColumn('person', 'text', (c) => c.primaryKey())
    .addColumn('wrapped_key', sql`blob`, (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await tables.schema
    .createTable('erasure')
    .ifNotExists()
    .addColumn('person', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .execute()
}
