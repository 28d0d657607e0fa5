import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { createDatabase } from '../support/postgres.ts'

const root = join(import.meta.dirname, '..', '..')
// The compiled server: Node cannot run the pages' .tsx sources itself.
const { startServer, readSettings } = await import(join(root, 'dist/server/server/index.js'))

export interface ReportsRow {
  readonly engine: string
  readonly concurrency: number
  /** Acknowledged reports in a second, each on the disk when it is acknowledged. */
  readonly reports: number
  readonly commits: number
  readonly ratio: number
}

const seconds = 4
const description = 'The service port accepts commands without a password. '.repeat(20)
const report = JSON.stringify({ input: { source: 'f', channel: 'api', description } })

/** Durable reports through HTTP beside bare single-row commits of the same size and concurrency. */
export const measureReports = async (
  engine: string,
  server: string | undefined,
): Promise<readonly ReportsRow[]> => {
  const rows: ReportsRow[] = []
  for (const concurrency of [1, 8, 32]) {
    const commits =
      server === undefined
        ? await sqliteCommits(concurrency)
        : await postgresCommits(server, concurrency)
    const reports = await httpReports(server, concurrency)
    rows.push({ engine, concurrency, reports, commits, ratio: reports / commits })
  }
  return rows
}

/** Runs the work over and over, so many at a time, and answers how often in a second. */
const perSecond = async (concurrency: number, work: () => Promise<void>): Promise<number> => {
  const end = performance.now() + seconds * 1_000
  const start = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < end) {
        await work()
        done++
      }
    }),
  )
  return (done * 1_000) / (performance.now() - start)
}

const httpReports = async (server: string | undefined, concurrency: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const database = server === undefined ? undefined : await createDatabase(server)
  const running = await startServer(
    readSettings({
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...(database === undefined ? {} : { DATABASE_URL: database.url }),
    }),
  )
  const url = await running.listen()
  const headers = {
    authorization: `Bearer ${running.parts.localToken}`,
    'content-type': 'application/json',
  }
  try {
    return await perSecond(concurrency, async () => {
      const answer = await fetch(`${url}/api/reports/receive`, {
        method: 'POST',
        headers,
        body: report,
      })
      if (answer.status !== 201) throw new Error(await answer.text())
      await answer.arrayBuffer()
    })
  } finally {
    await running.stop()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

const sqliteCommits = async (concurrency: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const database = new BetterSqlite3(join(folder, 'bare.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table bare (id integer primary key, text text not null)')
  const insert = database.prepare('insert into bare (text) values (?)')
  try {
    return await perSecond(concurrency, async () => {
      insert.run(report)
      await new Promise((resolve) => setImmediate(resolve))
    })
  } finally {
    database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const postgresCommits = async (server: string, concurrency: number): Promise<number> => {
  const database = await createDatabase(server)
  const pool = new pg.Pool({ connectionString: database.url, max: 10 })
  await pool.query('create table bare (id bigint generated always as identity, text text not null)')
  try {
    return await perSecond(concurrency, async () => {
      await pool.query('insert into bare (text) values ($1)', [report])
    })
  } finally {
    await pool.end()
    await database.drop()
  }
}
