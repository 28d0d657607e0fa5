import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { listOf, stateOf, tries } from '../support/work/team.ts'

const assigning = (database: () => Promise<TestDatabase | undefined>) => {
  let other: TestDatabase | undefined
  let maker: Maker
  let triager: Colleague
  let engineer: Colleague
  let writer: Colleague

  beforeAll(async () => {
    other = await database()
    maker = await openMaker({
      environment: other === undefined ? {} : { DATABASE_URL: other.url },
    })
    triager = await maker.colleague('tom', ['triager'])
    engineer = await maker.colleague('erika', ['engineer'])
    writer = await maker.colleague('wanda', ['writer'])
  })
  afterAll(async () => {
    await maker?.close()
    await other?.drop()
  })

  const receives = (told: object): Promise<{ id: string; humanId: string }> =>
    triager.does('/api/reports/receive', { source: 'f', description: 'Told by a test.', ...told })
  const titles = async (who: Colleague, query: string) =>
    (await listOf(who, `/api/reports?${query}`)).map(({ title }) => title).sort()

  test('a report has one colleague who looks after it, whom lists show and find', async () => {
    const { id } = await receives({ title: 'Open port' })
    await receives({ title: 'Weak TLS' })
    // By the id of the ledger, or as people call the record.
    const [{ humanId }] = await listOf(triager, `/api/people?search=erika`)
    await triager.does(`/api/reports/${id}/assign`, { to: humanId })
    expect(await stateOf(triager, `/api/reports/${id}`)).toMatchObject({
      assignee: `person:${engineer.person}`,
    })
    expect(await titles(engineer, 'assigned=me')).toEqual(['Open port'])
    expect(await titles(triager, 'assigned=me')).toEqual([])
    expect(await titles(triager, 'assigned=nobody')).toEqual(['Weak TLS'])
    const [line] = await listOf(triager, '/api/reports?search=port')
    expect(line.owner).toBe(`person:${engineer.person}`)

    await engineer.does(`/api/reports/${id}/assign`, { to: `person:${triager.person}` })
    await triager.does(`/api/reports/${id}/assign`, {})
    expect(await titles(triager, 'assigned=nobody')).toEqual(['Open port', 'Weak TLS'])
    const { body } = await triager.get(`/api/reports/${id}/history`)
    expect(
      body.events
        .filter(({ type }: { type: string }) => type === 'report.assigned')
        .map(({ payload }: { payload: { to: string } }) => payload.to),
    ).toEqual([`person:${engineer.person}`, `person:${triager.person}`, ''])
  })

  test('goes to nobody who cannot work on it, and by nobody who does not deal with reports', async () => {
    const { id } = await receives({ title: 'A hole' })
    const assign = `/api/reports/${id}/assign`
    const to = (person: string) => tries(triager, assign, { to: person })
    expect((await to('person:nobody')).body.code).toBe('report/no-such-colleague')
    expect((await to(`person:${writer.person}`)).body.code).toBe('report/colleague-role')
    const gone = await maker.colleague('gregor', ['triager'])
    await maker.administrator.does(`/api/people/${gone.person}/disable`, { reason: 'Left.' })
    expect((await to(`person:${gone.person}`)).body.code).toBe('report/colleague-inactive')
    expect((await tries(writer, assign, { to: `person:${triager.person}` })).status).toBe(403)
    await triager.does(`/api/reports/${id}/conclude`, {
      exit: 'not-a-vulnerability',
      reason: 'It is a door.',
      message: 'It is a door.',
    })
    expect((await to(`person:${engineer.person}`)).body.code).toBe('report/closed')
  })

  test('of a restricted one is named on it, and on its case, so that they can see both', async () => {
    const { id } = await receives({ title: 'Secret hole', tlp: 'RED' })
    const opened = await triager.does('/api/cases/open', { title: 'Secret case', report: id })
    await maker.settle()
    expect((await engineer.get(`/api/reports/${id}`)).status).toBe(404)
    expect(
      (await tries(engineer, `/api/reports/${id}/assign`, { to: `person:${engineer.person}` }))
        .status,
    ).toBe(404)
    await triager.does(`/api/reports/${id}/assign`, { to: `person:${engineer.person}` })
    await maker.settle()
    expect((await engineer.get(`/api/reports/${id}`)).status).toBe(200)
    expect((await engineer.get(`/api/cases/${opened.id}`)).status).toBe(200)
    expect((await writer.get(`/api/reports/${id}`)).status).toBe(404)
    const { body } = await engineer.get(`/api/reports/${id}/history`)
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      'report.received',
      'report.embargo-set',
      'report.linked',
      'report.person-named',
      'report.assigned',
    ])
  })

  test('a report that nobody can see any more is seen again by a name that an administrator gives', async () => {
    const { administrator } = maker
    const last = await maker.colleague('lena', ['triager'])
    const { id, humanId } = await last.does('/api/reports/receive', {
      ...{ source: 'f', description: 'Told by a test.', title: 'Quixotic hole' },
    })
    const kept = { named: [`person:${last.person}`], reason: 'Agreed with the finder.' }
    await last.does(`/api/reports/${id}/set-embargo`, kept)
    const about = await last.does('/api/cases/open', { title: 'Quixotic case', report: id })
    await maker.settle()
    const attention = async (who: Colleague) => (await who.get('/api/intake/attention')).body.unseen
    const name = `/api/reports/${id}/name-person`
    const engineerNamed = { person: `person:${engineer.person}`, reason: 'Lena left us.' }

    // As long as somebody sees it, it is nobody else's business that it is there.
    expect(await attention(administrator)).toEqual({ count: 0, reports: [] })
    const early = await tries(administrator, name, engineerNamed)
    expect([early.status, early.body.code]).toEqual([404, 'record/not-found'])

    await administrator.does(`/api/people/${last.person}/disable`, { reason: 'Left.' })
    await maker.settle()
    expect(await attention(administrator)).toEqual({ count: 1, reports: [{ id, humanId }] })
    expect(await attention(triager)).toEqual({ count: 1, reports: [] })
    expect((await tries(triager, name, engineerNamed)).status).toBe(404)
    const own = { ...engineerNamed, person: `person:${administrator.person}` }
    expect((await tries(administrator, name, own)).body.code).toBe('report/not-yourself')
    const named = await tries(administrator, name, engineerNamed)
    expect(named.status).toBe(200)
    expect(Object.keys(named.body).sort()).toEqual(
      ['eventIds', 'humanId', 'id', 'repeated', 'version'].filter((key) => key in named.body),
    )
    await maker.settle()
    expect(await attention(administrator)).toEqual({ count: 0, reports: [] })
    for (const path of [`/api/reports/${id}`, `/api/reports/${id}/history`])
      expect((await administrator.get(path)).status).toBe(404)
    expect(JSON.stringify((await administrator.get('/api/search?q=quixotic')).body)).not.toContain(
      'uixotic hole',
    )
    expect((await engineer.get(`/api/reports/${id}`)).status).toBe(200)
    expect((await engineer.get(`/api/cases/${about.id}`)).status).toBe(200)
    const { body } = await engineer.get(`/api/reports/${id}/history`)
    expect(body.events).toContainEqual(
      expect.objectContaining({
        type: 'report.person-named',
        actor: `person:${administrator.person}`,
        payload: expect.objectContaining(engineerNamed),
      }),
    )
  })
}

describeWith([], 'who looks after a report', () => assigning(async () => undefined))
describeWith('postgres', 'who looks after a report, on PostgreSQL', () =>
  assigning(() => createDatabase()),
)
