import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { startServerProcess } from '../faults/server-process.ts'
import { freePort } from '../support/free-port.ts'

export interface AuditEventsMeasured {
  readonly database: 'SQLite' | 'PostgreSQL'
  readonly events: number
  /** Over syslog, through the rules, on the disk. */
  readonly perSecond: number
  /** Rows of the same size, a thousand in a transaction, with nothing else to do. */
  readonly bare: number
  readonly ratio: number
  readonly indicators: number
  /** Memory of the server's process in MiB: after a tenth of the events, its most, and at the end. */
  readonly memory: {
    /** Undefined where the first tenth was over before the first sample. */
    readonly early: number | undefined
    readonly most: number
    readonly end: number
  }
  /**
   * The second half of the events took no more memory than the first, but for 15 %; undefined where
   * the run was too short for enough samples of both.
   */
  readonly flat: boolean | undefined
}

const senders = 4
const messagesAtOnce = 200

/** Audit events of four devices over syslog (TCP) into a server of its own, with the shipped rules. */
export const measureAuditEvents = async (
  scratch: string,
  events: number,
  databaseUrl?: string,
): Promise<AuditEventsMeasured> => {
  const folder = await mkdtemp(join(scratch, 'audit-events-'))
  const port = await freePort()
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify({ syslog: [{ port }] }))
  const environment = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  const server = await startServerProcess({ folder, environment })
  const stored = await counter(folder, databaseUrl)
  try {
    const began = performance.now()
    const sending = Promise.all(
      Array.from({ length: senders }, (_, sender) =>
        send(port, sender, Math.ceil(events / senders)),
      ),
    )
    sending.catch(() => undefined)
    const memory: number[] = []
    let count = 0
    while (count < events) {
      await sleep(250)
      count = await stored.count('audit_event')
      memory[Math.min(99, Math.floor((count / events) * 100))] = residentOf(server.pid)
      if (!server.running()) throw new Error(server.said())
    }
    const seconds = (performance.now() - began) / 1_000
    await sending
    await sleep(1_000)
    const end = residentOf(server.pid)
    const bare = await bareInserts(folder, databaseUrl, Math.min(events, 200_000))
    return {
      database: databaseUrl === undefined ? 'SQLite' : 'PostgreSQL',
      events: count,
      perSecond: count / seconds,
      bare,
      ratio: count / seconds / bare,
      indicators: await stored.count('stream', "where kind = 'indicator'"),
      memory: { early: mostOf(memory.slice(0, 10)), most: mostOf(memory) ?? end, end },
      flat: isFlat(memory),
    }
  } finally {
    await stored.close()
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

const mostOf = (samples: readonly number[]): number | undefined => {
  const taken = samples.filter(Boolean)
  return taken.length === 0 ? undefined : Math.max(...taken)
}

/** Fewer samples of a half say nothing about it. */
const fewestSamples = 5

/** `memory` has at most a sample for each hundredth of the events. */
const isFlat = (memory: readonly number[]): boolean | undefined => {
  const [first, second] = [memory.slice(0, 50), memory.slice(50, 100)]
  const fewer = Math.min(first.filter(Boolean).length, second.filter(Boolean).length)
  const [before, after] = [mostOf(first), mostOf(second)]
  return fewer < fewestSamples || before === undefined || after === undefined
    ? undefined
    : after <= before * 1.15
}

const send = async (port: number, sender: number, events: number): Promise<void> => {
  const socket = connect({ host: '127.0.0.1', port })
  await once(socket, 'connect')
  for (let sent = 0; sent < events; sent += messagesAtOnce) {
    const count = Math.min(messagesAtOnce, events - sent)
    const text = Array.from({ length: count }, (_, at) => message(sender, sent + at)).join('')
    await write(socket, text)
  }
  socket.end()
  await once(socket, 'close')
}

const write = async (socket: Socket, text: string): Promise<void> => {
  if (!socket.write(text)) await once(socket, 'drain')
}

/** In turns an audit message in XML, a line of JSON, and words of a system; a few raise something. */
const message = (sender: number, index: number): string => {
  const at = new Date().toISOString()
  const head = `<110>1 ${at} device-${sender}`
  const user = `user-${index % 997}`
  const text =
    index % 50_000 === 49_999
      ? `${head} ward - - - ${JSON.stringify({ at, type: 'emergency-access', actor: user, source: `ward-${index}` })}`
      : index % 3 === 0
        ? `${head} pacs - - - ${xml(at, user, index)}`
        : index % 3 === 1
          ? `${head} app - - - ${JSON.stringify({ at, type: 'data-access', action: 'read', outcome: 'success', actor: user, source: `device-${sender}`, object: `Patient/${index}` })}`
          : `${head} kernel 12 ID7 [origin@32473 ip="10.0.0.${sender}"] A study was moved to archive ${index}`
  return `${Buffer.byteLength(text)} ${text}`
}

const xml = (at: string, user: string, index: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?><AuditMessage><EventIdentification EventActionCode="R" EventDateTime="${at}" EventOutcomeIndicator="0"><EventID csd-code="110103" codeSystemName="DCM" originalText="DICOM Instances Accessed"/></EventIdentification><ActiveParticipant UserID="${user}" UserIsRequestor="true" NetworkAccessPointID="10.0.0.9" NetworkAccessPointTypeCode="2"/><AuditSourceIdentification AuditSourceID="pacs-1"/><ParticipantObjectIdentification ParticipantObjectID="1.2.3.${index}" ParticipantObjectTypeCode="2"><ParticipantObjectIDTypeCode csd-code="110180" originalText="Study Instance UID" codeSystemName="DCM"/></ParticipantObjectIdentification></AuditMessage>`

/** Resident memory in MiB, as Linux tells it. */
const residentOf = (pid: number): number =>
  Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
  )

const counter = async (folder: string, databaseUrl: string | undefined) => {
  if (databaseUrl === undefined) {
    const connection = new BetterSqlite3(join(folder, 'vulnerary.db'), { readonly: true })
    return {
      count: async (table: string, where = '') =>
        Number(connection.prepare(`select count(*) from ${table} ${where}`).pluck().get()),
      close: async () => void connection.close(),
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  return {
    count: async (table: string, where = '') =>
      Number((await client.query(`select count(*) from ${table} ${where}`)).rows[0]?.count),
    close: () => client.end(),
  }
}

const rowsAtOnce = 1_000
/** As large as the rows of the mix above, encrypted. */
const bareBytes = 900

const bareInserts = async (
  folder: string,
  databaseUrl: string | undefined,
  rows: number,
): Promise<number> => {
  const content = randomBytes(bareBytes)
  const began = performance.now()
  if (databaseUrl === undefined) {
    const connection = new BetterSqlite3(join(folder, 'bare.db'))
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.exec('create table bare (id text primary key, content blob not null)')
    const insert = connection.prepare('insert into bare values (?, ?)')
    const batch = connection.transaction((from: number) => {
      for (let at = 0; at < rowsAtOnce; at++) insert.run(`${from + at} ${randomUUID()}`, content)
    })
    for (let done = 0; done < rows; done += rowsAtOnce) batch(done)
    connection.close()
  } else {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query('create table bare (id text primary key, content bytea not null)')
    const hex = `\\x${content.toString('hex')}`
    for (let done = 0; done < rows; done += rowsAtOnce) {
      const list = Array.from({ length: rowsAtOnce }, (_, at) => ({
        id: `${done + at} ${randomUUID()}`,
        content: hex,
      }))
      await client.query(
        'insert into bare select id, content from json_populate_recordset(null::bare, $1)',
        [JSON.stringify(list)],
      )
    }
    await client.end()
  }
  return rows / ((performance.now() - began) / 1_000)
}
