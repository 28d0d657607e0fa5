import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { createAuditKeeper } from '../../src/server/audit-events/index.ts'
import { readSettings, startServer } from '../../src/server/index.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
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

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

const rules = (more: object = {}) => ({
  workingTime: { timeZone: 'UTC', days: [], from: '07:00', to: '19:00' },
  rules: [
    {
      id: 'failures',
      title: 'Failures',
      match: { type: 'sign-in', outcome: 'failure' },
      causedBy: ['source'],
      threshold: 3,
      window: '1h',
      ...more,
    },
  ],
})

const open = async (folder: string, environment = {}): Promise<Maker> => {
  const maker = await openMaker({ folder, environment })
  undo.push(maker.close)
  return maker
}

const sendLines = (who: Colleague, lines: readonly object[]) =>
  who.post('/api/audit-events', { from: 'test', lines: lines.map((one) => JSON.stringify(one)) })

const failure = (at: number, source = 'ct-3') => ({
  at: new Date(at).toISOString(),
  type: 'sign-in',
  outcome: 'failure',
  actor: 'jdoe',
  source,
})

test('one cause raises one indicator in a window, and the next in the next', async () => {
  const maker = await open(await folderWith({}, rules()))
  const { administrator: admin } = maker
  const hour = 3_600_000
  const moments = Array.from(
    { length: 60 },
    (_, index) => maker.time.now - 2.5 * hour + index * 150_000,
  )
  expect(
    (
      await sendLines(
        admin,
        moments.map((at) => failure(at)),
      )
    ).status,
  ).toBe(201)
  await maker.settle()
  expect(await listOf(admin, '/api/indicators')).toHaveLength(3)
})

test('a restart loses no cause and raises none twice', async () => {
  const maker = await open(await folderWith({}, rules()))
  const { time } = maker
  await sendLines(maker.administrator, [failure(time.now), failure(time.now)])
  await maker.restart()
  await sendLines(maker.administrator, [failure(time.now)])
  await maker.settle()
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
  await maker.restart()
  await sendLines(
    maker.administrator,
    [1, 2, 3].map(() => failure(time.now)),
  )
  await maker.settle()
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
})

describeWith('postgres', 'on PostgreSQL', () => {
  test('events come in, raise an indicator, and show as its evidence', async () => {
    const database = await createDatabase()
    undo.push(database.drop)
    const maker = await open(await folderWith({}, rules()), { DATABASE_URL: database.url })
    const { administrator: admin, time } = maker
    await sendLines(
      admin,
      [1, 2, 3].map(() => failure(time.now)),
    )
    await maker.settle()
    const [{ id }] = await listOf(admin, '/api/indicators')
    const { body } = await admin.get(`/api/indicators/${id}/evidence`)
    expect(body).toMatchObject({ gone: 0, events: [{ event: { actor: 'jdoe' } }, {}, {}] })
  })
})

test('events go when their time is over; evidence stays while it is needed, then goes too', async () => {
  const maker = await open(await folderWith({}, rules()))
  const { administrator: admin, time, server } = maker
  await sendLines(
    admin,
    [1, 2, 3, 4].map(() => failure(time.now)),
  )
  await sendLines(
    admin,
    [1, 2, 3].map(() => failure(time.now, 'mri-1')),
  )
  await maker.settle()
  const keeper = createAuditKeeper(server.parts, server.parts.audit, {
    keepDays: 30,
    atMost: 1_000_000,
  })
  undo.push(keeper.stop)
  const [one, other] = await listOf(admin, '/api/indicators')
  await admin.does(`/api/indicators/${one.id}/dismiss`, { reason: 'A drill.' })
  const later = { ...server.parts, clock: () => time.now + 31 * 86_400_000 }
  const then = createAuditKeeper(later, server.parts.audit, {
    keepDays: 30,
    atMost: 1_000_000,
  })
  undo.push(then.stop)
  const evidenceOf = async (id: string) => (await admin.get(`/api/indicators/${id}/evidence`)).body
  await keeper.keep()
  expect(await storedEvents(maker)).toBe(7)
  expect(await evidenceOf(one.id)).toMatchObject({ gone: 0 })
  await then.keep()
  expect(await storedEvents(maker)).toBe(0)
  expect(await evidenceOf(one.id)).toMatchObject({ gone: 3, events: [] })
  expect(await evidenceOf(other.id)).toMatchObject({ gone: 0 })
})

test('rules that cannot be used refuse the start, with the rule and an example', async () => {
  const folder = await folderWith({}, rules({ threshold: 0 }))
  const settings = readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' })
  if (isRefusal(settings)) throw new Error(settings.message)
  const refused = await startServer(settings)
  expect(refused).toMatchObject({ refused: true, code: 'settings/bad-value' })
  expect(isRefusal(refused) && refused.message).toMatch(
    /audit-rules\.yaml .*rule "failures", threshold.*A rule that works:/,
  )
})

test('log files in a watched folder are taken in and moved aside', async () => {
  const folder = await folderWith({}, rules())
  const logs = join(folder, 'logs')
  await mkdir(logs)
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify({ auditLogs: { folders: [logs] } }))
  const maker = await open(folder)
  const lines = [1, 2, 3].map(() => JSON.stringify(failure(maker.time.now)))
  await writeFile(join(logs, 'ct.jsonl'), `${lines.join('\n')}\n`)
  await writeFile(join(logs, 'half.part'), 'not yet')
  const channel = maker.server.channels.all.find(({ name }) => name.startsWith('log-folder'))
  await channel?.poll()
  expect(await storedEvents(maker)).toBe(0)
  await channel?.poll()
  await maker.settle()
  expect(await storedEvents(maker)).toBe(3)
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
  expect((await readdir(logs)).sort()).toEqual(['half.part', 'taken'])
  expect(await readdir(join(logs, 'taken'))).toEqual([expect.stringMatching(/ ct\.jsonl$/)])
  await channel?.probe()
  expect(await storedEvents(maker)).toBe(3)
  expect(await readdir(join(logs, 'taken'))).toHaveLength(1)
})

test('the command line takes a log file in, and says what it could not read', async () => {
  const maker = await open(await folderWith({}, rules()))
  const file = join(maker.folder, 'device.log')
  const lines = [1, 2, 3].map(() => JSON.stringify(failure(maker.time.now)))
  await writeFile(file, [...lines, 'garbage', '<34>1 - gw - - - - hello'].join('\n'))
  const run = async (...words: readonly string[]) => {
    let [out, err] = ['', '']
    const code = await main(words, {
      stdin: process.stdin,
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      terminal: false,
      columns: undefined,
      env: { DATA_DIR: maker.folder },
      now: Date.now,
      ask: async () => undefined,
      ended: () => new Promise(() => undefined),
    })
    return { code, out, err }
  }
  const done = await run('intake', 'log', file, '--json')
  expect(done).toMatchObject({ code: 0 })
  expect(JSON.parse(done.out)).toEqual({ stored: 5, unreadable: 1 })
  await maker.settle()
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
  await writeFile(file, 'nothing\nto read\n')
  const refused = await run('intake', 'log', file, '--json')
  expect(refused.code).toBe(2)
  expect(JSON.parse(refused.out)).toMatchObject({ refused: true, code: 'audit/unknown' })
})

test('over TLS, who shows no certificate of ours is refused where one is asked for', async () => {
  const folder = await folderWith({})
  const server = await makeCertificate(folder, 'server')
  const device = await makeCertificate(folder, 'device')
  const tls = { ...server, clientCa: device.certificate }
  const listeners = [{ port: 0, tls }]
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify({ syslog: listeners }))
  const maker = await open(folder)
  const port = portOf(maker, 'Audit logs by syslog over TLS')
  const shown = { cert: await readFile(device.certificate), key: await readFile(device.key) }
  const known = await aSender(port, shown)
  await known.send(counted('<34>1 - ct-3 - - - - hello'))
  await known.end()
  await until(async () => (await storedEvents(maker)) === 1)
  const stranger = await aSender(port, {}).catch(() => undefined)
  await stranger?.send(counted('<34>1 - ct-3 - - - - evil')).catch(() => undefined)
  await stranger?.closed
  await maker.settle()
  expect(await storedEvents(maker)).toBe(1)
  const channel = maker.server.channels.all.find(({ name }) => name.startsWith('syslog'))
  await expect(channel?.probe()).rejects.toThrow('tls.selfTest')
})
