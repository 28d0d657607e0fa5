import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseStatuses } from '../../src/cases/contract.ts'
import { defectStatuses, lookStatuses } from '../../src/documents/contract.ts'
import { readCsaf } from '../../src/formats/csaf.ts'
import { reportStatuses } from '../../src/intake/contract.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { activityKinds, activityStatuses } from '../../src/monitoring/contract.ts'
import { gateStates } from '../../src/releases/contract.ts'
import {
  type DemoSummary,
  demoClock,
  demoEnvironment,
  describeDemo,
  fillDemo,
  readSettings,
  type Server,
  startServer,
} from '../../src/server/index.ts'
import { patchStatuses } from '../../src/updates/contract.ts'
import { verifyFile } from '../../src/updates/index.ts'
import { codeAt } from '../support/access.ts'
import { sharedProcesses } from '../support/processes.ts'

const start = async (folder: string, clock: () => number = demoClock()): Promise<Server> =>
  orThrow(
    await startServer(
      orThrow(
        readSettings({ ...demoEnvironment, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }),
      ),
      { clock, ...sharedProcesses() },
    ),
  )

describe('The demo', () => {
  let folder: string
  let server: Server
  let url: string
  let demo: DemoSummary

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'))
    server = await start(folder)
    demo = orThrow(await fillDemo(server))
    url = await server.listen()
  }, 120_000)

  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = async (
    path: string,
    { cookie, method = 'GET' }: { cookie?: string; method?: string } = {},
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  ): Promise<any> => {
    const authorization = `Bearer ${server.parts.localToken}`
    const response = await fetch(url + path, {
      method,
      headers: cookie === undefined ? { authorization } : { cookie },
    })
    const text = await response.text()
    expect([path, response.status, text.slice(0, 300)]).toEqual([path, 200, expect.any(String)])
    return (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : text
  }
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const all = async (collection: string): Promise<any[]> => {
    const { items } = await ask(`/api/${collection}?limit=200`)
    return Promise.all(items.map(({ id }: { id: string }) => ask(`/api/${collection}/${id}`)))
  }
  const statuses = async (collection: string): Promise<readonly string[]> =>
    [...new Set((await all(collection)).map(({ state }) => state.status))].sort()
  const signIn = async (login: string): Promise<string> => {
    const secret = demo.people.find((person) => person.login === login)?.secret ?? ''
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: demo.password, code: codeAt(secret, Date.now()) }),
    })
    expect(response.status).toBe(200)
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  test('has two products of three revisions, with their SBOMs and users', async () => {
    const products = await all('products')
    expect(products.map(({ state }) => [state.name, state.revisions.length])).toEqual(
      expect.arrayContaining([
        ['Careline IP-2', 3],
        ['Lucent View', 3],
      ]),
    )
    const formats = products.flatMap(({ state }) =>
      state.revisions.map(({ sbom }: { sbom: { format: string } }) => sbom.format),
    )
    expect([...new Set(formats)].sort()).toEqual(['CycloneDX 1.5', 'SPDX 2.3'])
    for (const { state } of products) expect(state.users.length).toBeGreaterThan(0)
  })

  test('has reports from all seven sources in every state, contacts sealed', async () => {
    const reports = await all('reports')
    expect([...new Set(reports.map(({ state }) => state.source))].sort()).toEqual([...'abcdefg'])
    expect(await statuses('reports')).toEqual([...reportStatuses].sort())
    expect(new Set(reports.map(({ state }) => state.channel)).size).toBeGreaterThanOrEqual(6)
    const stored = await readFile(join(folder, 'vulnerary.db'))
    expect(stored.includes('sanna@virtanen-security.example')).toBe(false)
    const span = reports.map(({ state }) => Date.parse(state.receivedAt))
    expect(Math.max(...span) - Math.min(...span)).toBeGreaterThan(90 * 86_400_000)
    expect(Math.max(...span)).toBeLessThan(Date.now())
  })

  test('has cases, defects, looks, patches and activities in every state', async () => {
    expect(await statuses('cases')).toEqual([...caseStatuses].sort())
    expect(await statuses('defects')).toEqual([...defectStatuses].sort())
    expect(await statuses('looks')).toEqual([...lookStatuses].sort())
    expect(await statuses('patches')).toEqual([...patchStatuses].sort())
    expect(await statuses('activities')).toEqual([...activityStatuses].sort())
    expect(await statuses('open-reviews')).toEqual(['signed'])
    const activities = await all('activities')
    expect([...new Set(activities.map(({ state }) => state.kind))].sort()).toEqual(
      Object.keys(activityKinds).sort(),
    )
    const today = new Date().toISOString().slice(0, 10)
    const overdue = activities.filter(
      ({ state }) => state.nextDue !== null && state.nextDue < today,
    )
    expect(overdue.map(({ state }) => state.kind)).toEqual(['sbom-scan'])
    const looks = await all('looks')
    const decisions = looks.flatMap(({ state }) =>
      state.candidates.map(({ decision }: { decision: { is: string } }) => decision.is),
    )
    expect([...new Set(decisions)].sort()).toEqual(['dismissed', 'kept', 'overtaken', 'undecided'])
  })

  test('has documents in four formats, every one of them read', async () => {
    const documents = await all('documents')
    const endings = documents.flatMap(({ state }) =>
      state.revisions.map(({ file }: { file: { name: string } }) => file.name.split('.').at(-1)),
    )
    expect([...new Set(endings)].sort()).toEqual(['docx', 'html', 'md', 'pdf'])
    for (const { state } of documents) {
      expect([state.number, state.status]).toEqual([state.number, 'read'])
      expect(state.revisions.at(-1).reading.statements).toBeGreaterThan(5)
    }
  })

  test('has a release that went through, and one whose gate shows every state', async () => {
    const releases = await all('releases')
    const released = releases.find(({ state }) => state.status === 'released')
    expect(
      released.state.gate.checks.every(({ state }: { state: string }) => state === 'passed'),
    ).toBe(true)
    expect(released.state.documents).toHaveLength(6)
    expect(released.state.signatures).toHaveLength(2)
    const shut = releases.find(({ state }) => state.status === 'planned')
    const waived = new Map(
      shut.state.waivers.map((waiver: { check: string; as: string }) => [waiver.check, waiver.as]),
    )
    const shown = shut.state.gate.checks.map(
      ({ id, state }: { id: string; state: string }) => waived.get(id) ?? state,
    )
    expect([...new Set(shown)].sort()).toEqual([...gateStates].sort())
  })

  test('has one update that verifies, one advisory that is valid, and mail that went, waits and is parked', async () => {
    const updates = await all('updates')
    const published = updates.filter(({ state }) => state.status === 'published')
    expect(published).toHaveLength(1)
    expect(published[0].state.notices).toHaveLength(3)
    const tree = join(folder, 'public', 'updates')
    const root = join(tree, 'metadata', '1.root.json')
    const target = join(
      tree,
      'targets',
      ...published[0].state.publication.targets[0].path.split('/'),
    )
    const good = orThrow(await verifyFile(target, { root, now: Date.now() }))
    expect(good.revision).toBe('2.4.0')
    const advisories = await all('advisories')
    const [advisory] = advisories.filter(({ state }) => state.status === 'published')
    const csaf = await ask(advisory.state.publications[0].path)
    expect(orThrow(readCsaf(csaf)).title).toBe(advisory.state.title)
    // An operator reads on the page what the file says to machines.
    const page = await ask('/advisories')
    for (const words of [
      'Careline IP-2 2.3.0',
      'Careline IP-2 2.4.0',
      'CVSS 7.6',
      'Block port 8080',
    ])
      expect(page).toContain(words)
    const { items } = await ask('/api/deliveries')
    const states: readonly string[] = items.map(({ state }: { state: string }) => state)
    expect(states.filter((state) => state === 'parked')).toHaveLength(1)
    expect(states.filter((state) => state === 'waiting').length).toBeGreaterThan(1)
    const sent = states.filter((state) => state === 'sent')
    expect(sent.length).toBeGreaterThan(10)
    expect(await all('distributions')).toHaveLength(sent.length)
  })

  test('answers every constraint of every clause from records', async () => {
    const { clauses } = await ask('/api/clauses')
    expect(clauses.map(({ id }: { id: string }) => id)).toEqual([
      '9.2',
      '9.5',
      '4.1.9',
      '5.8.2',
      '6.3',
    ])
    for (const clause of clauses)
      for (const { id, records, documents } of clause.constraints) {
        expect(records.links.length, id).toBeGreaterThan(0)
        expect(documents.unread, id).toBe(0)
      }
  })

  test('stands in a ledger that holds', async () => {
    const check = await ask('/api/ledger/check', { method: 'POST' })
    expect(check.problems).toEqual([])
    expect(check.sequenced).toBe(check.events)
  })

  test('lets its people in, shows an embargoed case only to those named, and a stranger their report', async () => {
    const titles = async (login: string): Promise<readonly string[]> => {
      const { items } = await ask('/api/cases?limit=200', { cookie: await signIn(login) })
      return items.map(({ title }: { title: string }) => title)
    }
    const embargoed = 'Image server can be crashed by a crafted study'
    expect(await titles('erika')).toContain(embargoed)
    expect(await titles('judith')).not.toContain(embargoed)
    const told = describeDemo(demo, Date.now()).join('\n')
    for (const { secret, name } of demo.people) {
      expect(told).toContain(secret)
      expect(told).toContain(name)
    }
    expect(await ask(new URL(demo.reporterLink).pathname)).toContain(
      'The update and the advisory are out',
    )
  })

  test('starts again as it was, within three seconds, its secrets readable by its owner only', async () => {
    // Reminders that fell due since the story ended are facts too.
    await server.settle()
    const before = await server.parts.sequencer.size()
    await server.stop()
    const begun = performance.now()
    server = await start(folder)
    const again = orThrow(await fillDemo(server))
    url = await server.listen()
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(again).toMatchObject({ filled: false, people: demo.people })
    await server.settle()
    expect(await server.parts.sequencer.size()).toBe(before)
    expect(Math.abs(server.parts.clock() - Date.now())).toBeLessThan(1_000)
    expect((await stat(join(folder, 'demo.json'))).mode & 0o777).toBe(0o600)
  })
})

test('The demo fills no workspace that is in use, and none that lives in the present', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'))
  const real = await start(folder, Date.now)
  try {
    expect(await fillDemo(real)).toMatchObject({ code: 'demo/clock' })
    const token = (await real.parts.access.bootstrapLink()) ?? ''
    const { secret } = orThrow(await real.parts.access.beginInvitation(token))
    const ada = { name: 'Ada', login: 'ada', password: 'quiet otters on the roof' }
    orThrow(
      await real.parts.access.completeInvitation(token, {
        ...ada,
        code: codeAt(secret, Date.now()),
      }),
    )
    expect(await fillDemo(real)).toMatchObject({ code: 'demo/not-empty' })
    expect(await readdir(folder)).not.toContain('demo.json')
  } finally {
    await real.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
