import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isTracked, receives, sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

const team = aTeam(['triager', 'engineer'])

test('a complaint with a security side is tracked as a report, found by its complaint number', async () => {
  const { id } = await receives(team.triager, {
    source: 'd',
    channel: 'complaint',
    reference: 'COMPLAINT-4711',
    description: 'The pump shows a stranger’s name after an update.',
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ channel: 'complaint', theirReference: 'COMPLAINT-4711' })
  const found = await listOf(team.triager, '/api/reports?search=4711')
  expect(found.map((report) => report.id)).toEqual([id])
})

test('a report from complaints goes on like any other: acknowledged, and into a case', async () => {
  const { id } = await receives(team.triager, { source: 'd', channel: 'complaint' })
  const opened = await team.engineer.does('/api/cases/open', { title: 'Names leak', report: id })
  await team.maker.settle()
  expect(await stateOf(team.triager, `/api/reports/${id}`)).toMatchObject({
    status: 'in-case',
    cases: [opened.id],
  })
})

test('complaint handling is not the only way in', async () => {
  const sent = await sendsForm(team.maker, { description: 'Plain HTTP.' })
  const byPortal = await listOf(team.triager, '/api/reports?facet=channel:portal')
  expect(byPortal.map(({ humanId }) => humanId)).toEqual([sent.reference])
  const byComplaint = await listOf(team.triager, '/api/reports?facet=channel:complaint')
  expect(byComplaint).not.toHaveLength(0)
  expect(byComplaint.map(({ humanId }) => humanId)).not.toContain(sent.reference)
})

test('the complaint system passes a complaint on by its number, once, and its owner hears of each step', async () => {
  const owner = 'quality@example-medical.example'
  const told = {
    number: 'CMP-2026-17',
    owner,
    description: 'The pump shows the names of patients to everybody.',
    product: 'Ward Pump',
  }
  const pass = (more: object = {}) =>
    team.triager.post('/api/intake/complaints', { ...told, ...more })
  const first = await pass()
  expect([first.status, first.body.outcome]).toEqual([201, 'received'])
  expect((await pass()).body).toEqual({ ...first.body, outcome: 'known' })
  const more = { description: 'The pump shows names, and a nurse saw another ward’s.' }
  const added = await pass(more)
  expect([added.status, added.body.outcome]).toEqual([200, 'added'])
  expect((await pass(more)).body.outcome).toBe('known')
  const { id } = first.body
  const path = `/api/reports/${id}`
  const state = await stateOf(team.triager, path)
  expect(state).toMatchObject({
    source: 'd',
    channel: 'complaint',
    owner,
    theirReference: told.number,
  })
  expect(state.thread).toMatchObject([
    { from: 'reporter', message: expect.stringContaining('a nurse saw') },
  ])
  expect(await listOf(team.triager, `/api/reports?facet=complaint:${told.number}`)).toHaveLength(1)
  await team.engineer.does('/api/cases/open', { title: 'Names leak', report: id })
  await team.maker.settle()
  const closing = { exit: 'resolved', reason: 'Fixed in 3.1.', message: 'Names are hidden now.' }
  await team.triager.does(`${path}/conclude`, closing)
  await team.maker.settle()
  const subjects = team.mail.mails.flatMap(({ to, mail }) =>
    to.includes(owner) ? [mail.subject] : [],
  )
  const about = `[${first.body.humanId}] Complaint ${told.number}`
  expect(subjects).toEqual([
    `${about} is being handled as a security report`,
    `${about} is being worked on as a security case`,
    `${about} has ended as a security report: Fixed, and the reporter was told`,
  ])
  const later = await pass({ description: 'It happened again with 3.1.' })
  expect(later.body).toEqual({ ...first.body, outcome: 'added' })
  expect((await pass({ description: 'It happened again with 3.1.' })).body.outcome).toBe('known')
  expect((await stateOf(team.triager, path)).status).not.toBe('closed')
})

test('what is no complaint is refused with what to do, and strangers cannot pass any on', async () => {
  const refused = await team.triager.post('/api/intake/complaints', { description: 'No number.' })
  expect([refused.status, refused.body.code]).toEqual([400, 'input/invalid'])
  expect(refused.body.title).toContain('number')
  const stranger = await team.maker.fetch('/api/intake/complaints', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number: '1', description: 'x' }),
  })
  expect(stranger.status).toBe(401)
})

test('the share of the reports that came this way is told', async () => {
  const { body } = await team.triager.get('/api/intake/statistics')
  const all = await listOf(team.triager, '/api/reports?limit=500')
  const byComplaint = await listOf(team.triager, '/api/reports?limit=500&facet=channel:complaint')
  expect(body.received).toMatchObject({ count: all.length, byComplaint: byComplaint.length })
  expect(byComplaint.length).toBeGreaterThan(0)
  expect(byComplaint.length).toBeLessThan(all.length)
})

describe('a folder of CSV files', () => {
  let folder: string
  let world: MakerWithChannels
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'complaints-'))
    world = await openMakerWithChannels({
      settings: {
        complaints: {
          folder,
          owner: 'complaints@example-medical.example',
          delimiter: ';',
          encoding: 'windows-1252',
          columns: { number: 'Nr', description: 'Was geschah', product: 'Gerät', owner: 'Für' },
          everySeconds: 86_400,
          settleSeconds: 0,
        },
      },
    })
  })
  afterAll(async () => {
    await world?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const looks = () => polls(world.maker, 'complaints')
  const header = 'Nr;Gerät;Was geschah;Für'
  const drops = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), Buffer.from([header, ...lines, ''].join('\r\n'), 'latin1'))
  /** What the text beside the file says, once it has moved there. */
  const wordsIn = async (where: 'done' | 'failed', name: string): Promise<string> => {
    const found = (await readdir(join(folder, where))).find((one) => one.endsWith(`${name}.txt`))
    return found === undefined ? '' : readFile(join(folder, where, found), 'utf8')
  }
  const known = (number: string) =>
    listOf(world.triager, `/api/reports?facet=complaint:${encodeURIComponent(number)}`)

  test('becomes reports line by line, each file said what became of it', async () => {
    await drops('monday.csv', [
      '4711;Pumpe 7;"Zeigt Namen; und ""mehr""";quality@example-medical.example',
      '4712;;=HYPERLINK("http://evil.example");',
    ])
    await looks()
    expect(await known('4711')).toEqual([])
    await looks()
    const [first] = await known('4711')
    const state = await stateOf(world.triager, `/api/reports/${first.id}`)
    expect(state).toMatchObject({
      source: 'd',
      channel: 'complaint',
      description: 'Zeigt Namen; und "mehr"',
      product: 'Pumpe 7',
      owner: 'quality@example-medical.example',
    })
    const [second] = await known('4712')
    expect(await stateOf(world.triager, `/api/reports/${second.id}`)).toMatchObject({
      description: '=HYPERLINK("http://evil.example")',
      owner: 'complaints@example-medical.example',
    })
    expect(await wordsIn('done', 'monday.csv')).toBe(
      `line 2: complaint 4711 is the report ${first.humanId}\nline 3: complaint 4712 is the report ${second.humanId}\n`,
    )
    expect((await readdir(folder)).sort()).toEqual(['done', 'failed'])
    expect(world.mail.mails.map(({ to }) => to[0])).toEqual([
      'quality@example-medical.example',
      'complaints@example-medical.example',
    ])
  })

  test('is not taken before it is written to its end, nor twice', async () => {
    await drops('tuesday.csv', ['4713;;Half of th'])
    await looks()
    await drops('tuesday.csv', [
      '4713;;Half of the line was missing.;',
      '4711;Pumpe 7;Noch einmal gesehen;',
    ])
    await looks()
    expect(await known('4713')).toEqual([])
    await looks()
    const [report] = await known('4713')
    expect(await stateOf(world.triager, `/api/reports/${report.id}`)).toMatchObject({
      description: 'Half of the line was missing.',
    })
    const [again, ...others] = await known('4711')
    expect(others).toEqual([])
    const { thread } = await stateOf(world.triager, `/api/reports/${again.id}`)
    expect(thread).toMatchObject([
      { message: 'The complaint now says:\n\nDescription: Noch einmal gesehen' },
    ])
    await drops('tuesday-again.csv', ['4713;;Half of the line was missing.;'])
    await looks()
    await looks()
    expect(await known('4713')).toHaveLength(1)
    expect(await wordsIn('done', 'tuesday-again.csv')).toContain('with nothing new')
  })

  test('loses no good line to a bad one, and the bad ones are a report with the file', async () => {
    await drops('wednesday.csv', [
      '4720;;Good;',
      '4721;;"Nobody closed this quote',
      ';;A line without a number;',
      '4722',
      '4723;;Good, too;not-an-address',
      '4724;;The last one;',
    ])
    await looks()
    await looks()
    expect([await known('4720'), await known('4724')]).toMatchObject([[{}], [{}]])
    const words = await wordsIn('failed', 'wednesday.csv')
    expect(words.split('\n').slice(0, 6)).toEqual([
      expect.stringMatching(/^line 2: complaint 4720 is the report RPT-/),
      'line 3: NOT TAKEN, a quote is not closed',
      'line 4: NOT TAKEN, number: Give the complaint number.',
      'line 5: NOT TAKEN, it has fewer cells than the header',
      expect.stringMatching(/^line 6: NOT TAKEN, owner:/),
      expect.stringMatching(/^line 7: complaint 4724 is the report RPT-/),
    ])
    const reference = /are the report (RPT-[\d-]+)/.exec(words)?.[1]
    const { body } = await world.triager.get(`/api/reports/${reference}`)
    expect(body.state.description).toContain('a quote is not closed')
    expect(body.state.original).toMatchObject({ name: 'wednesday.csv' })
  })

  test('without the columns, empty or far too large is set aside, and said so', async () => {
    await writeFile(join(folder, 'a.csv'), 'Number;Text\n1;x\n')
    await writeFile(join(folder, 'b.csv'), '')
    await writeFile(join(folder, 'c.csv'), '')
    await truncate(join(folder, 'c.csv'), 17_000_000)
    await looks()
    await looks()
    expect(await wordsIn('failed', 'a.csv')).toContain('no column "Nr"')
    expect(await wordsIn('failed', 'b.csv')).toContain('the file is empty')
    expect(await wordsIn('failed', 'c.csv')).toContain('Split it')
    expect((await readdir(folder)).sort()).toEqual(['done', 'failed'])
  })

  test('proves itself by a marked file, which is no report and leaves nothing', async () => {
    const before = (await listOf(world.triager, '/api/reports?limit=500')).length
    const tested = await world.triager.post('/api/intake/self-test', { channel: 'complaints' })
    expect(tested.body).toMatchObject({ ok: true })
    expect((await listOf(world.triager, '/api/reports?limit=500')).length).toBe(before)
    expect((await readdir(folder)).sort()).toEqual(['done', 'failed'])
    await rm(join(folder, 'done'), { recursive: true })
    await rm(folder, { recursive: true })
    const failed = await world.triager.post('/api/intake/self-test', { channel: 'complaints' })
    expect(failed.body).toMatchObject({ ok: false })
    expect(failed.body.channels[0].detail).toContain('no such file')
  })
})
