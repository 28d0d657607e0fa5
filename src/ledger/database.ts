import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations/index.ts'
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
  const reader = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: forKysely(sqliteConnection(path, true)) }),
  })
  return {
    engine: 'sqlite',
    writer,
    reader,
    snapshot: async (use) => {
      // A connection of its own: a long look must not keep the lists waiting.
      const apart = new Kysely<Tables>({
        dialect: new SqliteDialect({ database: sqliteConnection(path, true) }),
      })
      try {
        return await apart.transaction().execute(use)
      } finally {
        await apart.destroy()
      }
    },
    close: async () => {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

const bigint = 20

/** Opens a PostgreSQL 15+ database. Several server processes may share it. */
export const openPostgres = async (url: string, connections = 10): Promise<Database> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    // Positions and sizes stay far below 2^53, so a number is exact and the engines agree.
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === bigint && format !== 'binary'
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  })
  // An idle connection that the server closes must not end this process; the next query reconnects.
  pool.on('error', () => undefined)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  await migrate(kysely, 'postgres')
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
