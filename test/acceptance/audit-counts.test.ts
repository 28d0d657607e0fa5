import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { folderWith, storedEvents } from '../support/work/audit-logs.ts'
import { listOf } from '../support/work/team.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

const hour = 3_600_000
const rules = {
  workingTime: { timeZone: 'UTC', days: [], from: '07:00', to: '19:00' },
  rules: [
    {
      id: 'failures',
      title: 'Failures',
      match: { type: 'sign-in', outcome: 'failure' },
      causedBy: ['source'],
      threshold: 10,
      window: '1h',
    },
  ],
}

const open = async (environment = {}): Promise<Maker> => {
  const maker = await openMaker({ folder: await folderWith({}, rules), environment })
  undo.push(maker.close)
  return maker
}

const failure = (at: number, source = 'ct-3') =>
  JSON.stringify({
    at: new Date(at).toISOString(),
    type: 'sign-in',
    outcome: 'failure',
    actor: 'jdoe',
    source,
  })

const send = (who: Colleague, lines: readonly string[]) =>
  who.post('/api/audit-events', { from: 'test', lines })

const times = <Value>(count: number, make: (index: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, index) => make(index))

test('what comes after an indicator is added to it, bounded, and goes into the ledger at the end', async () => {
  const maker = await open()
  const { administrator: admin, time } = maker
  const began = time.now
  await send(
    admin,
    times(10, (index) => failure(began + index)),
  )
  await maker.settle()
  const [{ id }] = await listOf(admin, '/api/indicators')
  const evidence = async () => (await admin.get(`/api/indicators/${id}/evidence`)).body
  expect(await evidence()).toMatchObject({ count: 10, gone: 0, until: expect.any(String) })

  time.now += hour / 3
  await send(
    admin,
    times(300, (index) => failure(time.now + index)),
  )
  await maker.restart()
  await send(admin, [failure(time.now + 400), failure(time.now, 'mri-1')])
  const grown = await evidence()
  expect(grown).toMatchObject({ count: 311, lastAt: new Date(time.now + 400).toISOString() })
  expect(grown.events).toHaveLength(200)
  expect((await admin.get(`/api/indicators/${id}`)).body.state).toMatchObject({ count: 10 })

  // Nobody's session ends over it.
  for (let step = 0; step < 3; step++) {
    time.now += hour / 3
    await evidence()
  }
  await maker.settle()
  const { state } = (await admin.get(`/api/indicators/${id}`)).body
  expect(state).toMatchObject({ count: 311, lastSeenAt: grown.lastAt, status: 'open' })
  expect(state.evidence).toEqual(grown.events.map(({ hash }: { hash: string }) => hash))
  expect(await evidence()).toMatchObject({ count: 311, gone: 0, until: null })
  const { events } = (await admin.get(`/api/indicators/${id}/history`)).body
  const types = events.map(({ type }: { type: string }) => type)
  expect(types).toEqual(['indicator.raised', 'indicator.window-closed'])
  // The ledger has it once, however often somebody looks.
  await maker.settle()
  expect((await admin.get(`/api/indicators/${id}/history`)).body.events).toHaveLength(2)
  expect(await listOf(admin, '/api/indicators')).toHaveLength(1)
})

test('an indicator that a server counted and did not come to raise is raised after its restart', async () => {
  const maker = await open()
  const { audit } = maker.server.parts
  // Another process counts, and ends before it raises.
  const stopped = { ...audit.windows, begin: async () => undefined }
  const { createAuditIntake } = await import('../../src/server/audit-events/audit-intake.ts')
  const { parseAuditRules } = await import('../../src/server/audit-events/rules/read-rules.ts')
  const own = orThrow(parseAuditRules(JSON.stringify(rules), 'rules'))
  const intake = createAuditIntake(maker.server.parts, { ...audit, windows: stopped }, own)
  const { auditEvent } = await import('../../src/formats/audit-event.ts')
  const event = auditEvent({ type: 'sign-in', outcome: 'failure', source: 'ct-3' })
  await intake.store(times(10, () => ({ via: 'test', raw: '', event })))
  await intake.stop()
  await maker.settle()
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(0)
  maker.time.now += 61_000
  await maker.restart()
  await maker.settle()
  expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
})

describeWith('postgres', 'two servers on one PostgreSQL', () => {
  test('count together, and raise one indicator for a cause and window', async () => {
    const { url, drop } = await createDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'second-'))
    undo.push(drop, () => rm(folder, { recursive: true, force: true }))
    const key = { VULNERARY_KEY: randomBytes(32).toString('base64') }
    process.env['VULNERARY_KEY'] = key.VULNERARY_KEY
    let second: Server | undefined
    try {
      const maker = await open({ DATABASE_URL: url })
      // JSON is YAML.
      await writeFile(join(folder, 'audit-rules.yaml'), JSON.stringify(rules))
      const settings = readSettings({
        DATABASE_URL: url,
        DATA_DIR: folder,
        PORT: '0',
        LOG_LEVEL: 'silent',
      })
      const clock = () => maker.time.now
      const started = await startServer(orThrow(settings), { environment: key, clock })
      if (isRefusal(started)) throw new Error(started.message)
      second = started
      const other = await second.listen()
      const toOther = (lines: readonly string[]) =>
        fetch(`${other}/api/audit-events`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${started.parts.localToken}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({ from: 'test', lines }),
        })
      const settle = async () => {
        await maker.settle()
        await started.settle()
      }
      // Neither sees enough of it alone.
      await send(
        maker.administrator,
        times(5, () => failure(clock())),
      )
      await toOther(times(4, () => failure(clock())))
      await settle()
      expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(0)
      await toOther([failure(clock())])
      await settle()
      expect(await listOf(maker.administrator, '/api/indicators')).toHaveLength(1)
      // Both at once, of eight causes, in many small requests.
      const posts = times(200, (index) => {
        const lines = [failure(clock(), `mri-${index % 8}`)]
        return index % 2 === 0 ? send(maker.administrator, lines) : toOther(lines)
      })
      for (const { status } of await Promise.all(posts)) expect(status).toBe(201)
      await settle()
      const indicators = await listOf(maker.administrator, '/api/indicators')
      expect(indicators).toHaveLength(9)
      expect(await storedEvents(maker)).toBe(210)
      const counts = await Promise.all(
        indicators.map(
          async ({ id }) =>
            (await maker.administrator.get(`/api/indicators/${id}/evidence`)).body.count,
        ),
      )
      expect(counts.sort()).toEqual([10, ...times(8, () => 25)])
    } finally {
      delete process.env['VULNERARY_KEY']
      await second?.stop()
    }
  })
})

test('events are looked up by kind, device and time, and chosen ones become an indicator by hand', async () => {
  const maker = await open()
  const { administrator: admin, time } = maker
  const triager = await maker.colleague('tom', ['triager'])
  const auditor = await maker.colleague('olga', ['auditor'])
  const began = time.now
  await send(admin, [failure(began), failure(began, 'MRI-1'), '{"at":"x"}'])
  time.now += hour / 3
  await send(
    admin,
    times(250, () => failure(began, 'pump-7')),
  )
  const look = async (query: object, who = triager) =>
    (await who.get(`/api/audit-events?${new URLSearchParams({ ...query })}`)).body
  expect((await look({})).items).toHaveLength(100)
  expect(await look({ source: 'mri-1' })).toMatchObject({
    keepDays: 90,
    items: [{ event: { source: 'MRI-1', actor: 'jdoe' }, indicators: [] }],
  })
  expect((await look({ source: 'mri' })).items).toEqual([])
  expect((await look({ kind: 'unreadable' })).items).toMatchObject([{ raw: '{"at":"x"}' }])
  const before = { until: new Date(began + hour / 6).toISOString() }
  expect((await look(before)).items).toHaveLength(3)
  expect((await look({ from: before.until, limit: '200' })).items).toHaveLength(200)
  const read: string[] = []
  for (let last: string | undefined; ; ) {
    const { items } = await look(last === undefined ? {} : { before: last })
    read.push(...items.map(({ id }: { id: string }) => id))
    last = items.at(-1)?.id
    if (items.length < 100) break
  }
  expect(new Set(read).size).toBe(253)
  expect(read).toEqual(read.toSorted().reverse())
  for (const bad of [{ kind: 'party' }, { limit: '1000' }, { from: 'yesterday' }, { x: '1' }])
    expect((await look(bad)).code).toBe('input/invalid')
  expect(await look({}, auditor)).toMatchObject({ code: 'access/not-permitted' })

  const chosen = (await look(before)).items.map(({ id }: { id: string }) => id)
  const raised = await triager.post('/api/audit-events/indicator', {
    events: chosen,
    title: 'Somebody tries doors',
    note: 'From the ward.',
  })
  expect(raised.status).toBe(201)
  const { state } = (await triager.get(`/api/indicators/${raised.body.id}`)).body
  expect(state).toMatchObject({
    by: 'hand',
    rule: 'by-hand',
    title: 'Somebody tries doors',
    note: 'From the ward.',
    count: 3,
    status: 'open',
  })
  const [shown] = (await look({ source: 'ct-3' })).items
  expect(shown.indicators).toEqual([raised.body.humanId])
  const [fact] = (await triager.get(`/api/indicators/${raised.body.id}/history`)).body.events
  expect(fact.onBehalfOf).toBe(`person:${triager.person}`)
  const gone = { events: ['0190a000-0000-7000-8000-000000000001'], title: 'x' }
  expect((await triager.post('/api/audit-events/indicator', gone)).body).toMatchObject({
    code: 'audit/event-gone',
  })
  expect((await auditor.post('/api/audit-events/indicator', gone)).status).toBe(403)
})
