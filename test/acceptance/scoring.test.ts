import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { absentNeeds } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { stateOf, tries } from '../support/work/team.ts'

const high = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N'
const low = 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'

// 9.3 and 9.4: what was reported is tried, how bad it is has a source, and nothing changes silently.
const suite = (openPlace: () => Promise<{ url?: string; drop(): Promise<void> }>) => {
  let place: Awaited<ReturnType<typeof openPlace>>
  let maker: Maker
  let engineer: Colleague
  let gateway: AProduct
  beforeAll(async () => {
    place = await openPlace()
    maker = await openMaker(
      place.url === undefined ? {} : { environment: { DATABASE_URL: place.url } },
    )
    engineer = await maker.colleague('erika', ['engineer', 'triager'])
    gateway = await aProduct(engineer)
  })
  afterAll(async () => {
    await maker?.close()
    await place?.drop()
  })
  const opened = async (more: object = {}) => {
    const { id } = await engineer.does('/api/cases/open', { title: 'Plain HTTP', ...more })
    return `/api/cases/${id}`
  }
  const codeOf = async (path: string, input: unknown) =>
    (await tries(engineer, path, input)).body.code

  test('a report is tried on a revision that exists; the last try decides about the closure', async () => {
    const { id: report } = await engineer.does('/api/reports/receive', {
      title: 'Plain HTTP',
      description: 'Port 80 answers.',
      source: 'f',
      channel: 'mail',
    })
    const path = await opened({ report })
    await maker.settle()
    const later = await engineer.does('/api/reports/receive', {
      title: 'The same again',
      description: 'Port 80 answers here, too.',
      source: 'f',
      channel: 'mail',
    })
    await engineer.does(`/api/reports/${later.id}/link-case`, { case: path.split('/').at(-1) })
    const asked = async () =>
      (await engineer.get(`${path}/closure`)).body.items.find(
        ({ constraint }: { constraint: string }) => constraint === '9.3',
      )
    expect(await asked()).toMatchObject({ done: false, command: 'verify-report' })
    const tried = {
      outcome: 'reproduced',
      product: gateway.id,
      revision: '2.4.0',
      how: 'curl http://gateway/ answers 200.',
      tools: ['curl 8.14'],
      evidence: [await engineer.upload('answer.txt', Buffer.from('HTTP/1.1 200 OK'))],
      verifiedBy: 'Lab of the university',
    }
    const verify = `${path}/verify-report`
    expect(await codeOf(verify, { ...tried, revision: '9.9' })).toBe('case/no-such-revision')
    expect(await codeOf(verify, { ...tried, on: '2999-01-01' })).toBe('case/date-in-future')
    expect(await codeOf(verify, { ...tried, report: gateway.id })).toBe('case/not-its-report')
    await engineer.does(verify, { ...tried, report })
    expect(await asked()).toMatchObject({ done: false })
    await engineer.does(verify, { ...tried, report: later.id, outcome: 'partly' })
    expect(await asked()).toMatchObject({ done: true })
    await engineer.does(verify, { ...tried, report, outcome: 'not-reproduced' })
    expect(await asked()).toMatchObject({ done: false })
    expect((await stateOf(engineer, path)).reproductions).toHaveLength(3)
  })

  test('nothing ends as not reproducible that nobody tried', async () => {
    const path = await opened()
    const end = { ending: 'not-reproducible', reason: 'Seen by nobody.' }
    expect(await codeOf(`${path}/propose-ending`, end)).toBe('case/not-tried')
    await engineer.does(`${path}/verify-report`, {
      outcome: 'cannot-be-tried',
      how: 'None of these devices is left.',
    })
    await engineer.does(`${path}/propose-ending`, end)
  })

  test('a weakness that the list does not have is refused with what may be meant', async () => {
    const path = await opened({ cwe: 'CWE-319' })
    const refused = await tries(engineer, `${path}/describe`, { cwe: 'CWE-9319' })
    expect(refused.body).toMatchObject({ code: 'case/no-such-cwe' })
    expect(refused.body.title).toContain('CWE-319 (Cleartext Transmission')
    await engineer.does(`${path}/record-context`, {
      location: 'The web server of the gateway.',
      boundary: 'Ward network to the settings.',
      reachableBy: 'Whoever is on the ward network.',
      data: 'Credentials.',
    })
    expect(await stateOf(engineer, path)).toMatchObject({
      context: { reachableBy: 'Whoever is on the ward network.' },
    })
  })

  test('scores of several sources stand side by side, and one of ours can decide', async () => {
    const path = await opened()
    await engineer.does(`${path}/score`, { vector: high, kind: 'nvd', source: 'NVD' })
    await engineer.does(`${path}/score`, {
      vector: low,
      rationale: 'Only with the device in hand.',
    })
    await engineer.does(`${path}/score`, { vector: `${low}/MAV:N`, product: gateway.id })
    const severity = async () =>
      (await engineer.get('/api/cases')).body.items.find(({ id }: { id: string }) =>
        path.endsWith(id),
      ).severity
    expect(await severity()).toBe('critical')
    const { scores } = await stateOf(engineer, path)
    expect(scores).toMatchObject([
      { source: 'NVD', kind: 'nvd', base: 9.1, threat: null, environmental: null },
      { kind: 'ours', score: 1.6 },
      { kind: 'ours', product: gateway.id, base: 1.6, environmental: scores[2].score },
    ])
    const ours = { version: '3.1', source: scores[1].source, reason: 'NVD scores a server.' }
    expect(await codeOf(`${path}/choose-score`, { ...ours, source: 'NVD' })).toBe(
      'case/not-our-score',
    )
    await engineer.does(`${path}/choose-score`, ours)
    expect(await severity()).toBe('low')
    await engineer.does(`${path}/withdraw-score`, ours)
    expect(await severity()).toBe('critical')
    expect((await stateOf(engineer, path)).earlierScores).toMatchObject([
      { why: 'NVD scores a server.' },
    ])
  })

  test('reasoning must lead to the vector, and is kept as it was asked', async () => {
    const path = await opened()
    const reasoned = (answers: readonly number[]) => ({
      vector: high,
      reasoning: [{ metric: 'UI', answers }],
    })
    const codes = await Promise.all(
      [0, 1].map((first) => tries(engineer, `${path}/score`, reasoned([first]))),
    )
    const refused = codes.filter(({ status }) => status === 422)
    expect(refused.length).toBeGreaterThan(0)
    for (const { body } of refused) expect(body.code).toBe('case/reasoning-contradicts')
  })

  test('exploitation makes the impact stale, and the priority follows what is noted', async () => {
    const path = await opened()
    await engineer.does(`${path}/note-exploitation`, {
      status: 'none',
      source: 'FIRST',
      epss: { score: 0.02, percentile: 0.8, on: '2026-01-01' },
    })
    await engineer.does(`${path}/set-impact`, {
      rows: [{ product: gateway.id, revision: '2.4.0', status: 'affected' }],
    })
    const answers = { E: 'N', A: 'Y', VD: 'D', TI: 'T', PSI: 'S' }
    expect(await codeOf(`${path}/decide-ssvc`, { answers: { E: 'N' } })).toBe('ssvc/missing-point')
    await engineer.does(`${path}/decide-ssvc`, { answers })
    await engineer.does(`${path}/note-exploitation`, {
      status: 'active',
      source: 'CISA KEV',
      kev: { added: '2026-01-02', due: '2026-01-23' },
    })
    const state = await stateOf(engineer, path)
    expect(state).toMatchObject({
      exploitation: { status: 'active', epss: { score: 0.02 }, kev: { due: '2026-01-23' } },
      stale: [{ part: 'impact', because: ['exploitation'] }],
      ssvc: { table: expect.stringContaining('ssvc:'), points: { E: 'N' } },
    })
    expect(state.ssvc.path.length).toBeGreaterThan(2)
    expect(await codeOf(`${path}/decide-ssvc`, { answers })).toBe('case/exploitation-contradicts')
    await engineer.does(`${path}/decide-ssvc`, { answers: { ...answers, E: 'A' } })
  })
}

const nothing = async () => {}
describe('reviewing and scoring (SQLite)', () => suite(async () => ({ drop: nothing })))

const absent = absentNeeds(['postgres'])
describe('reviewing and scoring (PostgreSQL)', { skip: absent.length > 0, meta: { absent } }, () =>
  suite(() => createDatabase()),
)
