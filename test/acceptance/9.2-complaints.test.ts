import { expect, test } from 'vitest'
import { isTracked, receives, sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

// Complaint handling enters by the API (or a person at it) with its own number; a connection that
// fetches complaints by itself is a later issue.
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
