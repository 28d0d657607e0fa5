import BetterSqlite3 from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Database, type Engine, exactNumbers } from '../../ledger/index.ts'
import { migrations } from '../../ledger/migrations/index.ts'
import type { Tables } from '../../ledger/tables.ts'
import type { Cell } from './snapshot.ts'

/**
 * A database while it is being restored: one connection in one transaction, the making of its tables
 * included, so that a restore that fails leaves nothing.
 */
export interface RestoreTarget {
  readonly database: Database
  /** Makes the tables as they were; refuses with `restore/newer` or `restore/not-empty`. */
  prepare(migrated: readonly string[]): Promise<true | Refusal>
  /** Puts rows in, in their order; answers how many. */
  insert(
    table: string,
    columns: readonly string[],
    rows: AsyncIterable<readonly Cell[]>,
  ): Promise<number>
  /** Brings the tables up to date with this program. */
  upgrade(): Promise<void>
  commit(): Promise<void>
  /** Leaves nothing, unless it was committed. */
  close(): Promise<void>
}

/** A new SQLite file. */
export const sqliteTarget = async (path: string): Promise<RestoreTarget> => {
  const connection = new BetterSqlite3(path)
  connection.pragma('synchronous = FULL')
  const dialect = new SqliteDialect({ database: connection })
  return beginTarget('sqlite', new Kysely<Tables>({ dialect }))
}

export const postgresTarget = async (url: string): Promise<RestoreTarget> => {
  const client = new pg.Client({
    connectionString: url,
    types: exactNumbers,
  })
  await client.connect()
  // Not a pool: one that opened a second connection would write outside the transaction.
  const only = { query: client.query.bind(client), release: () => undefined }
  const pool = { connect: async () => only, end: () => client.end() }
  const dialect = new PostgresDialect({ pool: pool as unknown as pg.Pool })
  return beginTarget('postgres', new Kysely<Tables>({ dialect }))
}

const beginTarget = async (engine: Engine, kysely: Kysely<Tables>): Promise<RestoreTarget> => {
  await sql`begin`.execute(kysely)
  let open = true
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => migrations(engine) },
    disableTransactions: true,
  })
  return {
    database: {
      engine,
      writer: kysely,
      reader: kysely,
      snapshot: (use) => use(kysely),
      close: async () => undefined,
    },
    prepare: async (migrated) => {
      const known = Object.keys(migrations(engine)).sort()
      if (migrated.length === 0 || migrated.some((name, index) => name !== known[index]))
        return refuse(
          'restore/newer',
          'The backup was made by another version of this program. Restore it with that version or a later one.',
        )
      const done = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt)
      if (done.length > migrated.length) return notEmpty()
      throwOn(await migrator.migrateTo(migrated.at(-1) ?? ''))
      const { rows } = await sql<{ found: number }>`select count(*) as found from event`.execute(
        kysely,
      )
      return Number(rows[0]?.found) === 0 ? true : notEmpty()
    },
    insert: (table, columns, rows) => insertRows(kysely, table, columns, rows),
    upgrade: async () => throwOn(await migrator.migrateToLatest()),
    commit: async () => {
      await sql`commit`.execute(kysely)
      open = false
    },
    close: async () => {
      try {
        if (open) await sql`rollback`.execute(kysely)
      } finally {
        await kysely.destroy()
      }
    },
  }
}

const notEmpty = (): Refusal =>
  refuse(
    'restore/not-empty',
    'The database holds data already. A restore goes into an empty one: set DATABASE_URL to another.',
  )

const throwOn = ({ error }: { readonly error?: unknown }): void => {
  if (error !== undefined) throw new Error('The tables could not be made.', { cause: error })
}

/** Far below what a statement may have as parameters, and as bytes where facts are long. */
const parametersAtOnce = 4_000
const charactersAtOnce = 4_000_000

const insertRows = async (
  kysely: Kysely<Tables>,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): Promise<number> => {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const rowsAtOnce = Math.floor(parametersAtOnce / columns.length)
  let batch: (readonly Cell[])[] = []
  let characters = 0
  let count = 0
  const flush = async () => {
    if (batch.length === 0) return
    const values = sql.join(batch.map((row) => sql`(${sql.join([...row])})`))
    await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(kysely)
    count += batch.length
    batch = []
    characters = 0
  }
  for await (const row of rows) {
    if (row.length !== columns.length) throw new Error(`A row of ${table} has other columns.`)
    batch.push(row)
    for (const cell of row) characters += typeof cell === 'string' ? cell.length : 16
    if (batch.length >= rowsAtOnce || characters >= charactersAtOnce) await flush()
  }
  await flush()
  return count
}
