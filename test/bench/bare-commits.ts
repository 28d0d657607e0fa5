import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { measureRate, type Rate } from './rate.ts'

/** Single rows of this text, each committed to the disk by itself, by so many at once. */
export const bareCommits = (
  folder: string,
  databaseUrl: string | undefined,
  text: string,
  concurrency: number,
  seconds: number,
): Promise<Rate> =>
  databaseUrl === undefined
    ? onSqlite(folder, text, concurrency, seconds)
    : onPostgres(databaseUrl, text, concurrency, seconds)

/** One writer, whoever waits: SQLite has no concurrency to offer. */
const onSqlite = async (
  folder: string,
  text: string,
  concurrency: number,
  seconds: number,
): Promise<Rate> => {
  const connection = new BetterSqlite3(join(folder, 'bare.db'))
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.exec('create table if not exists bare (id integer primary key, text text not null)')
  const insert = connection.prepare('insert into bare (text) values (?)')
  try {
    return await measureRate(concurrency, seconds, async () => {
      insert.run(text)
      // A turn of the event loop, so that idle connections elsewhere are not thought dead.
      await new Promise((resolve) => setImmediate(resolve))
    })
  } finally {
    connection.close()
  }
}

const onPostgres = async (
  databaseUrl: string,
  text: string,
  concurrency: number,
  seconds: number,
): Promise<Rate> => {
  const clients: pg.Client[] = []
  for (let worker = 0; worker < concurrency; worker++) {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    clients.push(client)
  }
  const create =
    'create table if not exists bare (id bigint primary key generated always as identity, text text not null)'
  await clients[0]?.query(create)
  const insert = { name: 'bare', text: 'insert into bare (text) values ($1)', values: [text] }
  try {
    return await measureRate(concurrency, seconds, async (worker) => clients[worker]?.query(insert))
  } finally {
    for (const client of clients) await client.end()
  }
}
