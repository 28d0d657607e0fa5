import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type RedmineLab, startRedmine } from '../support/redmine/server.ts'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

const team = aTeam(['triager', 'engineer'])

test('what developers and testers find is tracked under their source, with the tracker’s number', async () => {
  const { id } = await receives(team.engineer, {
    source: 'c',
    channel: 'tracker',
    reference: 'GATE-1203',
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'c', channel: 'tracker', theirReference: 'GATE-1203' })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:c')
  expect(bySource.map((report) => report.id)).toEqual([id])
  const byNumber = await listOf(team.triager, '/api/reports?search=GATE-1203')
  expect(byNumber.map((report) => report.id)).toEqual([id])
})

test('a pipeline reports with a token of its own, on behalf of who answers for it', async () => {
  const made = await team.engineer.post('/api/tokens', { label: 'Nightly', roles: ['engineer'] })
  const sent = await team.maker.fetch('/api/reports/receive', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${made.body.token}`,
      'content-type': 'application/json',
      'idempotency-key': 'nightly-17',
    },
    body: JSON.stringify({ input: { source: 'c', description: 'Fuzzing crashed the parser.' } }),
  })
  expect(sent.status).toBe(201)
  const { id } = (await sent.json()) as { id: string }
  const { body } = await team.triager.get(`/api/reports/${id}/history`)
  expect(body.events[0]).toMatchObject({
    actor: `token:${made.body.info.id}`,
    onBehalfOf: `person:${team.engineer.person}`,
  })
})

describeWith('redmine', 'issues in Redmine, the real one', () => {
  let lab: RedmineLab
  let world: MakerWithChannels
  beforeAll(async () => {
    lab = await startRedmine()
    const made = await lab.asDora('POST', '/issues.json', {
      issue: { project_id: 'gateway', category_id: 1, subject: 'For self-tests' },
    })
    expect(made.status).toBe(201)
    const common = {
      kind: 'redmine',
      url: lab.url,
      token: { file: 'redmine-key' },
      label: { category: 'Security' },
      linkField: lab.linkField,
      everySeconds: 86_400,
    }
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          { ...common, name: 'lab', project: 'gateway', product: 'Ward Gateway', probeIssue: '1' },
          { ...common, name: 'pump', project: 'pump', product: 'Ward Pump' },
        ],
      },
      secrets: { 'redmine-key': `${lab.robotKey}\n` },
    })
  })
  afterAll(async () => {
    await world?.close()
    await lab?.stop()
  })
  const files = async (issue: object): Promise<string> => {
    const { status, body } = await lab.asDora('POST', '/issues.json', {
      issue: { project_id: 'gateway', category_id: 1, ...issue },
    })
    expect(status).toBe(201)
    return String((body as { issue: { id: number } }).issue.id)
  }
  const writes = async (key: string, issue: object) => {
    expect((await lab.asDora('PUT', `/issues/${key}.json`, { issue })).status).toBe(204)
  }
  const notesIn = async (key: string): Promise<readonly string[]> => {
    const { body } = await lab.asDora('GET', `/issues/${key}.json?include=journals`)
    const { issue } = body as { issue: { journals: { notes?: string }[] } }
    return issue.journals.flatMap(({ notes = '' }) => (notes === '' ? [] : [notes]))
  }
  const looks = () => polls(world.maker, 'redmine:lab')
  const reportsOf = (key: string) =>
    listOf(world.triager, `/api/reports?facet=origin:redmine:lab ${key}`)

  test('with the label become reports, once, and both sides name each other', async () => {
    const key = await files({
      subject: 'Default password',
      description: 'The service port takes "1234".',
    })
    await files({ subject: 'Wrong shade of grey', category_id: 2 })
    await looks()
    await looks()
    const [report, ...more] = await reportsOf(key)
    expect(more).toEqual([])
    expect(await listOf(world.triager, '/api/reports')).toHaveLength(1)
    const { body } = await world.triager.get(`/api/reports/${report.id}`)
    expect(isTracked(body)).toBe(true)
    expect(body.state).toMatchObject({
      source: 'c',
      channel: 'tracker',
      title: 'Default password',
      description: 'The service port takes "1234".',
      product: 'Ward Gateway',
      theirReference: key,
      reporterName: 'Dora Developer',
      origin: { system: 'redmine:lab', key, url: `${lab.url}/issues/${key}` },
    })
    const [told, ...others] = await notesIn(key)
    expect(others).toEqual([])
    expect(told).toContain(body.state.reference)
    // As an English comment writes a day, `26 November 2026`.
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })
    expect(told).toContain(day.format(new Date(body.state.nextDate)))
    const address = `${world.maker.server.parts.settings.publicUrl}/workbench/reports/${report.id}`
    expect(told).toContain(address)
    const shown = await lab.asDora('GET', `/issues/${key}.json`)
    expect(JSON.stringify(shown.body)).toContain(`"value":"${address}"`)
    const file = body.state.original.hash
    await world.triager.does(`/api/reports/${report.id}/open-file`, { file })
    const original = await world.triager.get(`/api/files/${file}`)
    expect(JSON.stringify(original.body)).toContain('Default password')
  })

  test('hear what becomes of the report, and what people write there reaches it', async () => {
    const key = await files({ subject: 'Plain HTTP', description: 'Port 80.' })
    await looks()
    const [{ id }] = await reportsOf(key)
    await writes(key, { notes: 'Only in the service menu, it seems.' })
    await looks()
    await world.triager.does(`/api/reports/${id}/reply`, { message: 'Since which version?' })
    const opened = await world.engineer.does('/api/cases/open', { title: 'Plain HTTP', report: id })
    // Whoever reported it goes on talking, though few others may see it any more.
    await world.engineer.does(`/api/cases/${opened.id}/set-embargo`, {
      named: [`person:${world.engineer.person}`],
      until: dayAfter(world.maker, 2),
      reason: 'Not public yet.',
    })
    await world.maker.settle()
    await writes(key, { notes: 'Since 2.4.0.', description: 'Port 80 and 8080.' })
    await looks()
    await looks()
    expect((await world.triager.get(`/api/reports/${id}`)).status).toBe(404)
    const state = await stateOf(world.engineer, `/api/reports/${id}`)
    const said = state.thread
      .filter(({ from }: { from: string }) => from === 'reporter')
      .map(({ message }: { message: string }) => message)
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(
      /^Comment \d+ in the issue, .*UTC:\n\nOnly in the service menu, it seems\.$/,
    )
    expect(said[1]).toContain('Port 80 and 8080.')
    expect(said[2]).toContain('Since 2.4.0.')
    expect(state.thread.map(({ message }: { message: string }) => message)).toContain(
      'Since which version?',
    )
    const closing = { exit: 'resolved', reason: 'Fixed in 2.5.', message: 'It speaks TLS now.' }
    await world.engineer.does(`/api/reports/${id}/conclude`, closing)
    await world.maker.settle()
    const notes = await notesIn(key)
    for (const words of [
      'Since which version?',
      'worked on as a security case',
      'It speaks TLS now.',
    ])
      expect(notes.filter((note) => note.includes(words))).toHaveLength(1)
    const records = await listOf(world.engineer, `/api/distributions?facet=about:${id}`)
    expect(records).toHaveLength(4)
  })

  test('open a closed report again when somebody goes on writing', async () => {
    const key = await files({ subject: 'Debug port', description: 'Open on the ward.' })
    await looks()
    const [{ id }] = await reportsOf(key)
    await world.triager.does(`/api/reports/${id}/conclude`, {
      exit: 'not-a-vulnerability',
      reason: 'Not seen.',
      message: 'It is closed by default.',
    })
    await looks()
    expect((await stateOf(world.triager, `/api/reports/${id}`)).status).toBe('closed')
    await writes(key, { notes: 'Seen again on unit 7.' })
    await looks()
    await looks()
    expect(await reportsOf(key)).toHaveLength(1)
    const state = await stateOf(world.triager, `/api/reports/${id}`)
    expect(state.status).not.toBe('closed')
    expect(state.thread.at(-1).message).toContain('Seen again on unit 7.')
  })

  test('bring what is attached to them, held like every file of a stranger', async () => {
    const key = await files({ subject: 'Crash', ...(await lab.uploads('crash.bin', 'It died.')) })
    await looks()
    await writes(key, await lab.uploads('second.txt', 'It died again.'))
    const lost = await lab.uploads('lost.txt', 'Gone.')
    await writes(key, lost)
    await rm(lab.filesFolder, { recursive: true })
    await looks()
    await looks()
    const [{ id }] = await reportsOf(key)
    const state = await stateOf(world.triager, `/api/reports/${id}`)
    expect(state.files.map(({ name }: { name: string }) => name)).toEqual(['crash.bin'])
    const told = state.thread.map(({ message }: { message: string }) => message).join('\n')
    expect(told).toMatch(/^- \d+ crash\.bin$/m)
    for (const name of ['second', 'lost'])
      expect(told.split(`${name}.txt: not fetched, it is gone`)).toHaveLength(2)
    const [{ hash }] = state.files
    expect(state.held.map(({ file }: { file: string }) => file)).toContain(hash)
    expect((await world.triager.get(`/api/files/${hash}`)).body.code).toBe('file/held')
    await world.triager.does(`/api/reports/${id}/open-file`, { file: hash })
    expect((await world.triager.get(`/api/files/${hash}`)).body).toBe('It died.')
  })

  test('that moved to another project stay one report, which goes on hearing of them', async () => {
    const key = await files({ subject: 'Wrong project', description: 'It is the pump’s.' })
    await looks()
    await writes(key, { project_id: 3, notes: 'Moved.' })
    await polls(world.maker, 'redmine:pump')
    await looks()
    const [{ id }] = await reportsOf(key)
    expect(await listOf(world.triager, '/api/reports?search=Wrong project')).toHaveLength(1)
    const { thread } = await stateOf(world.triager, `/api/reports/${id}`)
    expect(thread).toHaveLength(1)
    expect(thread[0].message).toContain('Moved.')
    await world.triager.does(`/api/reports/${id}/reply`, { message: 'Which pump?' })
    await world.maker.settle()
    expect((await notesIn(key)).join()).toContain('Which pump?')
  })

  test('are found again after a restart, from where the last look began', async () => {
    const before = (await listOf(world.triager, '/api/reports')).length
    await world.maker.restart()
    const key = await files({ subject: 'Weak key', description: '512 bit.' })
    await looks()
    expect(await listOf(world.triager, '/api/reports')).toHaveLength(before + 1)
    expect(await reportsOf(key)).toHaveLength(1)
  })

  test('prove the channel by a marked comment, which is no report', async () => {
    const before = (await listOf(world.triager, '/api/reports')).length
    const tested = await world.triager.post('/api/intake/self-test', { channel: 'redmine:lab' })
    expect(tested.body).toMatchObject({ ok: true, channels: [{ ok: true, detail: '' }] })
    expect((await notesIn('1')).join()).toContain('vulnerary-probe-')
    expect(await listOf(world.triager, '/api/reports')).toHaveLength(before)
  })
})
