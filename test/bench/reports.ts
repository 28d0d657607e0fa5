import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ServerProcess, startServerProcess } from '../faults/server-process.ts'
import { freePort } from '../support/free-port.ts'
import { mailOf } from '../support/mails.ts'
import { openSmtp } from '../support/smtp-session.ts'
import { bareCommits } from './bare-commits.ts'
import { type Connection, openConnection, requestOf } from './http-client.ts'
import { measureRate, type Rate } from './rate.ts'
import { createToken } from './signed-in.ts'

/** One host may hold ten sessions of SMTP. */
const mostSessions = 8
const ways = ['API', 'portal form', 'mail'] as const

export interface ReportsMeasured {
  readonly database: 'SQLite' | 'PostgreSQL'
  readonly concurrency: number
  readonly way: (typeof ways)[number]
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
  const port = await freePort()
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify({ smtp: smtpAt(port) }))
  const server = await startServerProcess({ folder, environment })
  const measured: ReportsMeasured[] = []
  try {
    const token = await createToken(server)
    for (const concurrency of concurrencies) {
      const bare = await bareCommits(folder, databaseUrl, bareRow, concurrency, seconds)
      for (const way of ways) {
        if (way === 'mail' && concurrency > mostSessions) continue
        const reports =
          way === 'mail'
            ? await measureMail(port, concurrency, seconds)
            : await measureWay(server, way, token, concurrency, seconds)
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
  way: 'API' | 'portal form',
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

/** For one host alone: the bound that strangers are held to is far below what is measured here. */
const smtpAt = (port: number) => ({
  port,
  host: '127.0.0.1',
  perMinute: 100_000,
  addresses: [{ address: 'security@maker.example' }],
})

/** Sessions that stay open, one mail after the other, each on the disk when it is answered. */
const measureMail = async (port: number, concurrency: number, seconds: number): Promise<Rate> => {
  const sessions: Awaited<ReturnType<typeof openSmtp>>[] = []
  try {
    for (let worker = 0; worker < concurrency; worker++) {
      const session = await openSmtp(port)
      sessions.push(session)
      await session.answer()
      await session.says('EHLO mx.university.example')
    }
    return await measureRate(concurrency, seconds, async (worker) => {
      const session = sessions[worker]
      if (session === undefined) return
      await session.says(`MAIL FROM:<rita-${randomUUID()}@university.example>`)
      await session.says('RCPT TO:<security@maker.example>')
      await session.says('DATA')
      const id = `<${randomUUID()}@university.example>`
      const mail = mailOf({ Subject: `Flaw ${id}`, 'Message-ID': id }, description)
      const answer = await session.says(`${mail}.`)
      if (!answer.startsWith('250 ')) throw new Error(answer)
    })
  } finally {
    for (const { socket } of sessions) socket.destroy()
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
