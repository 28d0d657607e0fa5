import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSender } from '../../src/server/channels/logs/sender.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import {
  aSender,
  counted,
  folderWith,
  makeCertificate,
  portOf,
  storedEvents,
  until,
} from '../support/work/audit-logs.ts'
import { listOf } from '../support/work/team.ts'

let maker: Maker
let tcp: number
let tls: number
beforeAll(async () => {
  const folder = await folderWith({})
  const certificate = await makeCertificate(folder, 'syslog')
  const channels = { syslog: [{ port: 0 }, { port: 0, tls: certificate }] }
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify(channels))
  maker = await openMaker({ folder })
  tcp = portOf(maker, 'Audit logs by syslog over TCP')
  tls = portOf(maker, 'Audit logs by syslog over TLS')
})
afterAll(() => maker?.close())

const plain = (text: string) => `<34>1 - ct-3 - - - - ${text}`

/** That an honest device is served: its event is stored. */
const served = async () => {
  const before = await storedEvents(maker)
  const sender = await aSender(tcp)
  await sender.send(counted(plain('hello')))
  await sender.end()
  await until(async () => (await storedEvents(maker)) > before)
}

test.each([
  ['a line that does not end', false, Buffer.from(`<34>1 ${'x'.repeat(100_000)}`)],
  ['a length beyond all bounds', false, Buffer.from('99999999999 <34>1')],
  ['a length without end', true, Buffer.alloc(100_000, '9')],
  ['lines where lengths are a must', true, Buffer.from(`${plain('a')}\n`)],
  ['another protocol', false, Buffer.from([0x16, 3, 1, 0, 0])],
])('a sender of %s is cut off, and others are served', async (_, overTls, bytes) => {
  const sender = await aSender(overTls ? tls : tcp, overTls ? {} : undefined)
  await sender.send(bytes).catch(() => undefined)
  await served()
  // "Another protocol" may yet become a line: only an end of the line or its length tells.
  if (bytes.length > 10) await sender.closed
  else await sender.end()
})

test('who connects a thousand times gets a part of it, and others are served', async () => {
  const senders = await Promise.all(
    Array.from({ length: 1_000 }, () => aSender(tcp).catch(() => undefined)),
  )
  const open = new Set(senders)
  for (const sender of senders) void sender?.closed.then(() => open.delete(sender))
  await until(async () => open.size <= 51)
  expect(open.size).toBeGreaterThan(0)
  for (const sender of open) await sender?.end()
  await served()
})

test('a message that does not end in time ends its sender, however it trickles', async () => {
  const told: string[] = []
  const server = createServer((socket) =>
    readSender(socket, {
      put: async () => undefined,
      cutOff: (reason) => told.push(reason),
      lines: true,
      patience: 300,
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const sender = await aSender(typeof address === 'object' && address !== null ? address.port : 0)
  const trickle = setInterval(() => sender.send('x').catch(() => undefined), 50)
  await sender.send('<34>1 ')
  await sender.closed
  clearInterval(trickle)
  expect(told).toEqual(['a message did not end in time'])
  await new Promise((resolve) => server.close(resolve))
})

test('hostile messages are kept as what nobody could read, and raise one indicator', async () => {
  const before = await storedEvents(maker)
  const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${'ha'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">]><AuditMessage>&c;</AuditMessage>`
  let asked = 0
  const trap = createServer((socket) => {
    asked++
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const address = trap.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const messages = [
    laughs,
    `<!DOCTYPE a SYSTEM "${url}/a.dtd"><AuditMessage/>`,
    `<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]><AuditMessage>&x;</AuditMessage>`,
    `<AuditMessage>${'<a>'.repeat(10_000)}`,
  ].map(plain)
  messages.push('no syslog at all', '<34>1 \u0000')
  const sender = await aSender(tls, {})
  await sender.send(messages.map(counted).join(''))
  await sender.send(counted(plain(`{"resourceType":"AuditEvent","a":${'['.repeat(30_000)}`)))
  await sender.end()
  await until(async () => (await storedEvents(maker)) === before + 7)
  await maker.settle()
  const found = await listOf(maker.administrator, '/api/indicators?facet=rule:unreadable')
  expect(found).toHaveLength(1)
  const stored = await maker.server.parts.audit.store.after('', 10_000)
  const kept = stored.filter(({ raw }) => raw.includes('<!DOCTYPE'))
  expect(kept.map(({ event }) => event.type)).toEqual(['unreadable', 'unreadable', 'unreadable'])
  expect(asked).toBe(0)
  await new Promise((resolve) => trap.close(resolve))
})

test('while the database takes nothing, requests are refused, streams wait, and nothing is lost', async () => {
  const before = await storedEvents(maker)
  const held = new BetterSqlite3(join(maker.folder, 'vulnerary.db'))
  held.exec('begin immediate')
  const sender = await aSender(tcp)
  const many = Array.from({ length: 20_000 }, (_, index) => counted(plain(`event ${index}`))).join(
    '',
  )
  const sending = sender.send(many)
  const line = JSON.stringify({ at: new Date(maker.time.now).toISOString(), type: 'other' })
  const ask = () =>
    maker.fetch('/api/audit-events', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${maker.server.parts.localToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ from: 'test', lines: [line] }),
    })
  let refused: Response | undefined
  await until(async () => {
    const answer = await ask()
    if (answer.status !== 503) return false
    refused = answer
    return true
  })
  expect(refused?.headers.get('retry-after')).toBe('5')
  expect(await refused?.json()).toMatchObject({ code: 'audit/busy' })
  held.exec('rollback')
  held.close()
  await sending
  await sender.end()
  await until(async () => (await storedEvents(maker)) >= before + 20_000)
  expect(await storedEvents(maker)).toBe(before + 20_000)
  await until(async () => (await ask()).status === 201)
}, 180_000)
