import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetSketches } from '../../src/server/likeness/index.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { absentNeeds } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf, stateOf, tries } from '../support/work/team.ts'

// ISO/IEC 30111: a duplicate goes with its original, and both reporters hear what becomes of it.
const suite = (openPlace: () => Promise<{ url?: string; drop(): Promise<void> }>) => {
  let place: Awaited<ReturnType<typeof openPlace>>
  let mail: MailServer
  let maker: Maker
  let triager: Colleague
  let engineer: Colleague
  beforeAll(async () => {
    place = await openPlace()
    mail = await startMailServer()
    const environment = {
      SMTP_URL: mail.url,
      ...(place.url === undefined ? {} : { DATABASE_URL: place.url }),
    }
    maker = await openMaker({ environment })
    triager = await maker.colleague('tom', ['triager'])
    engineer = await maker.colleague('eve', ['engineer'])
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await place?.drop()
  })
  const idOf = async (word: string): Promise<string> =>
    (await listOf(triager, `/api/reports?search=${word}`))[0].id
  const subjectsTo = (address: string) =>
    mail.mails
      .filter(({ to }) => to.includes(address))
      .map(({ mail: one }) => (one.subject ?? '').replace(/^\[[^\]]+\] /, ''))
  const words =
    'The gateway accepts the factory password care4you for the user service on port 8080.'

  test('reports about the same are found, each with why, and unlike ones are not', async () => {
    await sendsForm(
      maker,
      {
        description: `${words} Quillfeather saw it.`,
        product: 'Careline',
        reporterEmail: 'a@x.org',
      },
      [{ name: 'capture.txt', text: 'GET /' }],
    )
    const later = await sendsForm(
      maker,
      {
        description: `Hello! Brambling here. ${words}`,
        product: 'careline',
        reporterEmail: 'b@x.org',
      },
      [{ name: 'trace.txt', text: 'GET /' }],
    )
    await sendsForm(maker, { description: 'The viewer stops at a crafted study. Nightjar.' })
    expect(later.status).toBe(201)
    const [first, second] = [await idOf('Quillfeather'), await idOf('Brambling')]
    const { items } = (await triager.get(`/api/reports/${second}/candidates`)).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([first])
    expect(items[0].why.map(({ by }: { by: string }) => by)).toEqual(['file', 'text', 'product'])
    expect(items[0].humanId).toMatch(/^RPT-/)
  })

  test('they are found before the server has compared their words for later, and by it', async () => {
    const { database } = maker.server.parts.ledger
    const path = `/api/reports/${await idOf('Brambling')}/candidates`
    const found = async () =>
      (await triager.get(path)).body.items.map(({ id }: { id: string }) => id)
    const sketches = () => database.reader.selectFrom('report_sketch').select('sketch').execute()
    await maker.settle()
    const kept = await sketches()
    expect(kept.map(({ sketch }) => sketch.length)).toEqual([128, 128, 128])
    expect(await found()).toEqual([await idOf('Quillfeather')])
    // As in the moment before they are made, and by `vulnerary ledger rebuild`.
    await forgetSketches(database)
    expect(await sketches()).toEqual([])
    expect(await found()).toEqual([await idOf('Quillfeather')])
    await maker.settle()
    expect(await sketches()).toEqual(kept)
  })

  test('what is under embargo is no candidate for who may not know of it', async () => {
    const [first, second] = [await idOf('Quillfeather'), await idOf('Brambling')]
    const opened = await engineer.does('/api/cases/open', { title: 'Factory password' })
    await engineer.does(`/api/cases/${opened.id}/set-embargo`, {
      named: [`person:${engineer.person}`],
      reason: 'Not public yet.',
    })
    await engineer.does(`/api/reports/${first}/link-case`, { case: opened.id })
    const path = `/api/reports/${second}/candidates`
    expect((await triager.get(path)).body.items).toEqual([])
    expect((await engineer.get(path)).body.items).toHaveLength(1)
    const merge = { report: first, reason: 'Same password.', message: 'We know of it.' }
    const refused = await tries(triager, `/api/reports/${second}/merge`, merge)
    expect(refused.body.code).toBe('report/no-such-report')
    await engineer.does(`/api/cases/${opened.id}/set-embargo`, { named: [], reason: 'Public now.' })
    await engineer.does(`/api/reports/${first}/unlink-case`, {
      case: opened.id,
      reason: 'Only for the test above.',
    })
  })

  test('a merged report’s reporter hears of each step of the case, now and later', async () => {
    const [first, second] = [await idOf('Quillfeather'), await idOf('Brambling')]
    const wrong = { exit: 'duplicate', reason: 'Known.', message: 'Known.' }
    const instead = await tries(triager, `/api/reports/${second}/conclude`, wrong)
    expect(instead.body.code).toBe('report/merge-instead')
    await triager.does(`/api/reports/${second}/merge`, {
      report: first,
      reason: 'The same password.',
      message: 'We know of this flaw from another report.',
    })
    expect(await stateOf(triager, `/api/reports/${second}`)).toMatchObject({
      status: 'closed',
      of: first,
      exit: { exit: 'duplicate', reason: 'The same password.' },
    })
    // The case is opened from the original, after the merge.
    const opened = await engineer.does('/api/cases/open', { title: 'Password', report: first })
    await maker.settle()
    expect((await stateOf(triager, `/api/reports/${second}`)).cases).toEqual([opened.id])
    const told = await maker.server.parts.dispatch({
      kind: 'report',
      command: 'tell-progress',
      id: second,
      input: { case: opened.id, step: 'fixed', message: 'A fix has been made.' },
      actor: { id: 'system:test', roles: [] },
      requestId: 'test',
    })
    expect(told).not.toHaveProperty('refused')
    await maker.settle()
    expect(subjectsTo('b@x.org')).toEqual([
      'We have your report',
      'Your report is closed',
      'News about your report',
    ])
    const merged = await listOf(triager, `/api/reports?facet=of:${first}`)
    expect(merged.map(({ id }) => id)).toEqual([second])
  })

  test('a report is merged with the first one only, and never with itself', async () => {
    const [first, second] = [await idOf('Quillfeather'), await idOf('Brambling')]
    const third = await idOf('Nightjar')
    const merge = (report: string, into: string) =>
      tries(triager, `/api/reports/${report}/merge`, { report: into, reason: 'r', message: 'm' })
    expect((await merge(third, second)).body.code).toBe('report/not-the-original')
    expect((await merge(first, first)).body.code).toBe('report/same-report')
    expect((await merge(first, second)).body.code).toBe('report/not-the-original')
  })
}

const nothing = async () => {}
describe('duplicates (SQLite)', () => suite(async () => ({ drop: nothing })))

const absent = absentNeeds(['postgres'])
describe('duplicates (PostgreSQL)', { skip: absent.length > 0, meta: { absent } }, () =>
  suite(() => createDatabase()),
)
