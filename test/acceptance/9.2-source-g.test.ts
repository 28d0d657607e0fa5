import { expect, test } from 'vitest'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf } from '../support/work/team.ts'

// News is watched as a planned activity and entered by whoever read it; feeds are a later issue.
const team = aTeam(['triager'])

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
