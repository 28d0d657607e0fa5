import { expect, test } from 'vitest'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

// Developers and testers enter what their tracker holds over the API, with the tracker's number; a
// connection to the tracker itself is a later issue.
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
