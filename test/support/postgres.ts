import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import pg from 'pg'
import { startCluster } from './postgres/cluster.ts'
import { findBinaries } from './postgres/installation.ts'

export interface Postgres {
  /** A superuser's URL of the maintenance database. */
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface TestDatabase {
  readonly url: string
  readonly drop: () => Promise<void>
}

/** Where the runner's main process hands out the run's one cluster (see `global-setup.ts`). */
export const brokerVariable = 'VULNERARY_TEST_POSTGRES'

const given = (): string | undefined => process.env['TEST_DATABASE_URL'] || undefined

/** Whether a server is named by TEST_DATABASE_URL or the server's programs are on this machine. */
export const postgresAvailable = (): boolean =>
  given() !== undefined || findBinaries() !== undefined

/**
 * The server of TEST_DATABASE_URL, else a throw-away cluster on a free port of 127.0.0.1.
 * `durable: false` turns fsync off, for tests that never cut the server's power.
 */
export const startPostgres = async (
  options: { readonly durable: boolean } = { durable: true },
): Promise<Postgres> => {
  const url = given()
  return url === undefined ? startCluster(options) : { url, stop: async () => {} }
}

/**
 * A database of its own for one test file. Without `server` it is made on the run's one cluster,
 * which starts when the first file asks for it.
 */
export const createDatabase = async (server?: string): Promise<TestDatabase> => {
  const admin = server ?? given() ?? (await askBroker())
  const name = `vulnerary_${randomBytes(6).toString('hex')}`
  await run(admin, `create database ${name}`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(admin, `drop database if exists ${name} with (force)`) }
}

const run = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const askBroker = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const path = process.env[brokerVariable]
    if (path === undefined) {
      reject(new Error('Outside the test runner, pass the URL that startPostgres() gave.'))
      return
    }
    let answer = ''
    connect(path)
      .setEncoding('utf8')
      .on('data', (text: string) => {
        answer += text
      })
      .on('end', () =>
        answer.startsWith('postgres') ? resolve(answer) : reject(new Error(answer)),
      )
      .on('error', reject)
  })
