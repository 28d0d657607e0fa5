import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ServerProcess, startServerProcess } from '../faults/server-process.ts'
import { bareCommits } from './bare-commits.ts'
import { type Connection, openConnection, requestOf } from './http-client.ts'
import { measureRate, type Rate } from './rate.ts'
import { createToken } from './signed-in.ts'

export interface ReportsMeasured {
  readonly database: 'SQLite' | 'PostgreSQL'
  readonly concurrency: number
  readonly way: 'API' | 'portal form'
  /** Acknowledged reports, each on the disk when it is acknowledged. */
  readonly reports: Rate
  /** Single rows of the same size, each committed by itself, at the same concurrency. */
  readonly bare: Rate
  readonly ratio: number
}

const description = 'The service port accepts commands without a password. '.repeat(20)
/** As many bytes as the fact of such a report: its JSON with all its fields. */
const bareRow = JSON.stringify({ description, rest: 'x'.repeat(550) })

/** Durable reports through HTTP beside bare commits, in turns, on the same database and disk. */
export const measureReports = async (
  scratch: string,
  concurrencies: readonly number[],
  seconds: number,
  databaseUrl?: string,
): Promise<readonly ReportsMeasured[]> => {
  const folder = await mkdtemp(join(scratch, 'reports-'))
  const environment = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  const database = databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'
  const server = await startServerProcess({ folder, environment })
  const measured: ReportsMeasured[] = []
  try {
    const token = await createToken(server)
    for (const concurrency of concurrencies) {
      const bare = await bareCommits(folder, databaseUrl, bareRow, concurrency, seconds)
      for (const way of ['API', 'portal form'] as const) {
        const reports = await measureWay(server, way, token, concurrency, seconds)
        const ratio = reports.perSecond / bare.perSecond
        measured.push({ database, concurrency, way, reports, bare, ratio })
      }
    }
  } finally {
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  }
  return measured
}

const measureWay = async (
  { url }: ServerProcess,
  way: ReportsMeasured['way'],
  token: string,
  concurrency: number,
  seconds: number,
): Promise<Rate> => {
  const connections: Connection[] = []
  for (let worker = 0; worker < concurrency; worker++) connections.push(await openConnection(url))
  const request = way === 'API' ? apiRequest : formRequest
  try {
    return await measureRate(concurrency, seconds, async (worker) => {
      const answer = await connections[worker]?.send(request(token))
      if (answer?.status !== 201) throw new Error(`${answer?.status} ${answer?.body.toString()}`)
    })
  } finally {
    for (const connection of connections) connection.close()
  }
}

const apiRequest = (token: string): Buffer =>
  requestOf(
    'POST',
    '/api/reports/receive',
    { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    JSON.stringify({ input: { title: `Flaw ${randomUUID()}`, description, source: 'f' } }),
  )

/** Whoever has proven a token is not held to the rate of strangers; the form asks for no name. */
const formRequest = (token: string): Buffer =>
  requestOf(
    'POST',
    '/report',
    { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams({ title: `Flaw ${randomUUID()}`, description }).toString(),
  )
