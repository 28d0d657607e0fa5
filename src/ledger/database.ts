import BetterSqlite3 from 'better-sqlite3'
import {
  Kysely,
  PostgresDialect,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'

/**
 * An open database. `writer` and `reader` are one pool on PostgreSQL; on SQLite they are two
 * connections of this one process, so that a list never waits for a commit to reach the disk.
 */
export interface Database {
  readonly engine: Engine
  readonly writer: Kysely<Tables>
  readonly reader: Kysely<Tables>
  /** Reads everything as it stands at one moment, beside all other work. */
  snapshot<Result>(use: (reader: Kysely<Tables>) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

const sqliteConnection = (path: string, readonly: boolean): BetterSqlite3.Database => {
  const connection = new BetterSqlite3(path, { readonly })
  connection.pragma('busy_timeout = 5000')
  if (!readonly) {
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
  }
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  // Without it "replace into" would remove a fact and no trigger would see it.
  connection.pragma('recursive_triggers = ON')
  connection.pragma('cache_size = -65536')
  return connection
}

const statementsKept = 500

/** What is asked again and again is compiled once: compiling costs more than most statements do. */
const keepingStatements = (connection: BetterSqlite3.Database): SqliteDatabase => {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return {
    prepare: (text) => {
      const statement = statements.get(text) ?? connection.prepare(text)
      // A map keeps the order of insertion: putting it back makes it the youngest.
      statements.delete(text)
      statements.set(text, statement)
      for (const oldest of statements.keys()) {
        if (statements.size <= statementsKept) break
        statements.delete(oldest)
      }
      // Kysely asks for arrays that it does not change.
      return statement as unknown as SqliteStatement
    },
    close: () => void connection.close(),
  }
}

/** Opens (and where new, creates) the SQLite file. The caller holds the data folder's lock. */
export const openSqlite = async (path: string): Promise<Database> => {
  const writer = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: keepingStatements(sqliteConnection(path, false)) }),
  })
  await migrate(writer, 'sqlite')
  const reader = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: keepingStatements(sqliteConnection(path, true)) }),
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
