import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations/index.ts'
import { namingPool } from './postgres-pool.ts'
import { forKysely, sqliteConnection } from './sqlite/connection.ts'
import { threadedWriter } from './sqlite/threaded-writer.ts'
import type { Tables } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'

/**
 * An open database. `writer` and `reader` are one pool on PostgreSQL; on SQLite they are two
 * connections of this one process, the writer in a thread of its own, so that nothing waits for a
 * commit to reach the disk but who asked for it.
 */
export interface Database {
  readonly engine: Engine
  readonly writer: Kysely<Tables>
  readonly reader: Kysely<Tables>
  /** Reads everything as it stands at one moment, beside all other work. */
  snapshot<Result>(use: (reader: Kysely<Tables>) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens (and where new, creates) the SQLite file. The caller holds the data folder's lock. */
export const openSqlite = async (path: string): Promise<Database> => {
  const writer = new Kysely<Tables>({ dialect: threadedWriter(path) })
  await migrate(writer, 'sqlite')
  const reading = readSqlite(path)
  return {
    ...reading,
    writer,
    close: async () => {
      await reading.close()
      await writer.destroy()
    },
  }
}

/** The SQLite file beside the server that holds its lock: whatever writes is refused. */
export const readSqlite = (path: string): Database => {
  const open = () =>
    new Kysely<Tables>({
      dialect: new SqliteDialect({ database: forKysely(sqliteConnection(path, true)) }),
    })
  const reader = open()
  return {
    engine: 'sqlite',
    writer: reader,
    reader,
    snapshot: async (use) => {
      // A connection of its own: a long look must not keep the lists waiting.
      const apart = open()
      try {
        return await apart.transaction().execute(use)
      } finally {
        await apart.destroy()
      }
    },
    close: () => reader.destroy(),
  }
}

/** Opens a PostgreSQL 15+ database. Several server processes may share it. */
export const openPostgres = async (url: string, connections = 10): Promise<Database> => {
  const database = onPostgres({ connectionString: url, max: connections })
  await migrate(database.writer, 'postgres')
  return database
}

/** The database beside the servers that use it: whatever writes is refused. */
export const readPostgres = (url: string): Database =>
  onPostgres({
    connectionString: url,
    max: 2,
    options: '-c default_transaction_read_only=on',
  })

const bigint = 20

/** Positions and sizes stay far below 2^53, so a number is exact and the engines agree. */
export const exactNumbers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === bigint && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

const onPostgres = (config: pg.PoolConfig): Database => {
  const pool = new pg.Pool({
    ...config,
    types: exactNumbers,
  })
  // An idle connection that the server closes must not end this process; the next query reconnects.
  pool.on('error', () => undefined)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: namingPool(pool) }) })
  return {
    engine: 'postgres',
    writer: kysely,
    reader: kysely,
    snapshot: (use) =>
      kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(use),
    close: () => kysely.destroy(),
  }
}

const migrate = async (database: Kysely<Tables>, engine: Engine): Promise<void> => {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations(engine) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be brought up to date.', { cause: error })
}
