import { expect, test } from 'vitest'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer'])

test('what security testers find is tracked under their source, with the test report', async () => {
  const protocol = await team.engineer.upload('pentest.txt', Buffer.from('Finding 3: plain HTTP'))
  const { id } = await receives(team.engineer, {
    source: 'a',
    channel: 'api',
    reference: 'PT-2026-3',
    original: protocol,
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'a', theirReference: 'PT-2026-3', original: protocol })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:a')
  expect(bySource.map((report) => report.id)).toEqual([id])
})

test('a report without a source, or from none of the seven, is refused', async () => {
  const receive = (input: unknown) => tries(team.engineer, '/api/reports/receive', input)
  const description = 'Plain HTTP.'
  expect((await receive({ description })).body.details.fields[0].field).toBe('source')
  expect((await receive({ description, source: 'h' })).body.code).toBe('input/invalid')
})
