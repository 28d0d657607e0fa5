import BetterSqlite3 from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

export const sqliteConnection = (path: string, readonly: boolean): BetterSqlite3.Database => {
  const connection = new BetterSqlite3(path, { readonly })
  connection.pragma('busy_timeout = 5000')
  if (!readonly) {
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    // In pages: under a stream of reports the same pages of the indexes change again and again, and
    // are written into the database's file once for all of them.
    connection.pragma('wal_autocheckpoint = 8000')
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
export const keepingStatements = (
  connection: BetterSqlite3.Database,
): ((text: string) => BetterSqlite3.Statement) => {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return (text) => {
    const statement = statements.get(text) ?? connection.prepare(text)
    // A map keeps the order of insertion: putting it back makes it the youngest.
    statements.delete(text)
    statements.set(text, statement)
    for (const oldest of statements.keys()) {
      if (statements.size <= statementsKept) break
      statements.delete(oldest)
    }
    return statement
  }
}

/** The connection as Kysely's own driver takes it. */
export const forKysely = (connection: BetterSqlite3.Database): SqliteDatabase => {
  const prepare = keepingStatements(connection)
  return {
    // Kysely asks for arrays that it does not change.
    prepare: (text) => prepare(text) as unknown as SqliteStatement,
    close: () => void connection.close(),
  }
}
