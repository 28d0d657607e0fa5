import { expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { createNewsTaker } from '../../src/server/imports/take-news.ts'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'auditor'])

test('news of a widespread vulnerability is tracked under its source, as known in public', async () => {
  const { id } = await receives(team.triager, {
    source: 'g',
    channel: 'news',
    identifiers: ['CVE-2026-0001'],
    alreadyPublic: 'yes',
    exploited: 'yes',
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'g', alreadyPublic: 'yes', exploited: 'yes' })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:g')
  expect(bySource.map((report) => report.id)).toEqual([id])
})

const alert = {
  publisherKind: 'agency',
  publisher: 'CISA',
  title: '[TLP:AMBER] Active exploitation of ExampleTLS',
  text: 'CVE\u20112026\u20111234 and CVE-2026-1235 are exploited in hospitals. Update at once.',
  link: 'https://agency.example/alerts/aa26-001',
  publishedOn: '2026-01-02',
  exploited: 'yes',
} as const

test('an alert is recorded by hand with its original, its mark and what it is about', async () => {
  const original = await team.triager.upload('alert.pdf', Buffer.from('%PDF-1.7 an alert'))
  const { id } = await team.triager.does('/api/reports/record-news', { ...alert, original })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'g',
    channel: 'news',
    tlp: 'AMBER',
    identifiers: ['CVE-2026-1234', 'CVE-2026-1235'],
    alreadyPublic: 'unknown',
    exploited: 'yes',
    original,
  })
  expect(body.state.description).toContain('Published by CISA (government agency) on 2026-01-02.')
  expect(body.state.description).toContain(alert.link)
  const byCve = await listOf(team.triager, '/api/reports?facet=identifier:CVE-2026-1234')
  expect(byCve.map((report) => report.id)).toContain(id)
})

test('a press note without a mark is public; the mark somebody gives is the one that holds', async () => {
  const note = { ...alert, title: 'Hospitals hit', publisherKind: 'press', publisher: 'A paper' }
  const { id } = await team.triager.does('/api/reports/record-news', note)
  expect(await stateOf(team.triager, `/api/reports/${id}`)).toMatchObject({
    tlp: '',
    alreadyPublic: 'yes',
  })
  const marked = await team.triager.does('/api/reports/record-news', { ...alert, tlp: 'RED' })
  expect(await stateOf(team.triager, `/api/reports/${marked.id}`)).toMatchObject({ tlp: 'RED' })
})

test('news without a publisher, and news from an auditor, are refused', async () => {
  const { publisher: _, ...nameless } = alert
  const refused = await tries(team.triager, '/api/reports/record-news', nameless)
  expect(refused).toMatchObject({ status: 400, body: { code: 'input/invalid' } })
  expect((await tries(team.auditor, '/api/reports/record-news', alert)).status).toBe(403)
})

test('what a feed hands over is one report for each of its keys, and what it says anew is added', async () => {
  const take = createNewsTaker(team.maker.server.parts)
  const news = { ...alert, feed: 'agency-feed', key: 'aa26-001' }
  const first = orThrow(await take(news))
  expect(first.outcome).toBe('received')
  expect(orThrow(await take(news))).toEqual({ ...first, outcome: 'known' })
  const more = { ...news, text: `${news.text} Version 3.2 is affected, too.` }
  expect(orThrow(await take(more))).toEqual({ ...first, outcome: 'added' })
  expect(orThrow(await take(more))).toEqual({ ...first, outcome: 'known' })
  const state = await stateOf(team.triager, `/api/reports/${first.id}`)
  expect(state).toMatchObject({
    source: 'g',
    way: 'agency-feed',
    origin: { system: 'agency-feed', key: 'aa26-001', url: alert.link },
  })
  expect(state.thread).toHaveLength(1)
})

test('the watch itself is planned and leaves a record, also where nothing was found', async () => {
  const { maker, triager } = team
  const watch = await triager.does('/api/activities/plan', {
    kind: 'news-watch',
    title: 'Public incident reports',
    everyDays: 7,
    firstDue: dayAfter(maker, 1),
  })
  await triager.does(`/api/activities/${watch.id}/record-run`, {
    on: dayAfter(maker, 0),
    outcome: 'clean',
    summary: 'Nothing about our components.',
  })
  const state = await stateOf(triager, `/api/activities/${watch.id}`)
  expect(state.runs).toHaveLength(1)
  expect(state.nextDue).toBe(dayAfter(maker, 7))
})
