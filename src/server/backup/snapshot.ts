import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { exactNumbers } from '../../ledger/index.ts'
import type { Settings } from '../settings.ts'

/** A value as a row of a backup holds it, the same for both engines. */
export type Cell = string | number | null | Uint8Array

export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<readonly Cell[]>
}

/** A database as it was at one moment, read while others go on writing. */
export interface Snapshot {
  /** Names of the migrations that made it, in order. */
  readonly migrations: readonly string[]
  tables(): AsyncGenerator<TableRows>
  close(): Promise<void>
}

/**
 * Sessions end with a restore. Keys of persons and erasures go through the vault. The rest is made
 * anew from what is there.
 */
const leftOut = (table: string): boolean =>
  ['session', 'person_key', 'erasure', 'report_sketch'].includes(table) ||
  table.startsWith('kysely_') ||
  table.startsWith('sqlite_') ||
  // The full-text index and its shadow tables follow from `search_entry`.
  (table.startsWith('search') && table !== 'search_entry')

/** Columns whose values each database gives by itself. */
const ownColumns: Readonly<Record<string, readonly string[]>> = {
  event: ['position', 'tx'],
  search_entry: ['id', 'words'],
}

/** Events in the order of the tree, then those that wait for it: a restore gives them that order. */
const orderOf = (table: string): string =>
  table === 'event'
    ? ' left join leaf on leaf.event_id = event.id order by leaf.idx is null, leaf.idx, event.position'
    : ''

export const openSnapshot = (settings: Settings): Promise<Snapshot> =>
  settings.databaseUrl === undefined
    ? sqliteSnapshot(join(settings.dataDir, 'vulnerary.db'))
    : postgresSnapshot(settings.databaseUrl)

const selectOf = (table: string, columns: readonly string[]): string =>
  `select ${columns.map((name) => `${quoted(table)}.${quoted(name)}`).join(', ')} from ${quoted(table)}${orderOf(table)}`

// Names come from the database's own catalogue.
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const kept = (table: string, columns: readonly string[]): readonly string[] =>
  columns.filter((name) => ownColumns[table]?.includes(name) !== true)

const sqliteSnapshot = async (path: string): Promise<Snapshot> => {
  const connection = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
  connection.pragma('busy_timeout = 5000')
  connection.pragma('trusted_schema = OFF')
  // In WAL mode the first read of a transaction fixes what all its reads see.
  connection.exec('begin')
  const namesOf = (query: string): readonly string[] =>
    connection.prepare(query).pluck().all() as readonly string[]
  const migrations = namesOf('select name from kysely_migration order by name')
  return {
    migrations,
    tables: async function* () {
      const tables = namesOf("select name from sqlite_master where type = 'table' order by name")
      for (const table of tables.filter((name) => !leftOut(name))) {
        const columns = kept(
          table,
          namesOf(`select name from pragma_table_info(${sqlText(table)})`),
        )
        const rows = connection.prepare(selectOf(table, columns)).raw().iterate()
        yield { table, columns, rows: asyncRows(rows as Iterable<readonly Cell[]>) }
      }
    },
    close: async () => {
      connection.close()
    },
  }
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`

const pause = 500

/** Lets the server's other work through: SQLite reads rows without ever waiting. */
async function* asyncRows(rows: Iterable<readonly Cell[]>): AsyncGenerator<readonly Cell[]> {
  let count = 0
  for (const row of rows) {
    yield row
    if (++count % pause === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

const fetched = 500

const postgresSnapshot = async (url: string): Promise<Snapshot> => {
  const client = new pg.Client({
    connectionString: url,
    types: exactNumbers,
  })
  await client.connect()
  await client.query('begin transaction isolation level repeatable read, read only')
  const cells = async (text: string): Promise<(readonly Cell[])[]> =>
    (await client.query<Cell[]>({ text, rowMode: 'array' })).rows
  const namesOf = async (text: string): Promise<readonly string[]> =>
    (await cells(text)).map(([name]) => String(name))
  return {
    migrations: await namesOf('select name from kysely_migration order by name'),
    tables: async function* () {
      const tables = await namesOf(
        "select table_name::text from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1",
      )
      for (const table of tables.filter((name) => !leftOut(name))) {
        const columns = kept(
          table,
          await namesOf(
            `select column_name::text from information_schema.columns where table_schema = current_schema() and table_name = ${sqlText(table)} order by ordinal_position`,
          ),
        )
        await client.query(`declare backup_rows no scroll cursor for ${selectOf(table, columns)}`)
        yield { table, columns, rows: fetchAll(cells) }
        await client.query('close backup_rows')
      }
    },
    close: () => client.end(),
  }
}

async function* fetchAll(
  cells: (text: string) => Promise<(readonly Cell[])[]>,
): AsyncGenerator<readonly Cell[]> {
  for (;;) {
    const rows = await cells(`fetch forward ${fetched} from backup_rows`)
    yield* rows
    if (rows.length < fetched) return
  }
}
