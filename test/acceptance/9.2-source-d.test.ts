import { expect, test } from 'vitest'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

// The form cannot tell a user from a researcher and takes all as f; a user's report that reaches
// service or complaint handling is entered as d.
const team = aTeam(['triager', 'writer'])

test('what product users tell is tracked under their source, with product and version', async () => {
  const { id } = await receives(team.triager, {
    source: 'd',
    channel: 'complaint',
    product: 'Careline Gateway',
    productVersion: '2.4.0',
    reporterName: 'Jo Operator',
    reporterEmail: 'jo@hospital.example',
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'd',
    product: 'Careline Gateway',
    productVersion: '2.4.0',
    reporterEmail: 'jo@hospital.example',
  })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:d')
  expect(bySource.map((report) => report.id)).toEqual([id])
})

test('who the user is stays with those who answer them', async () => {
  const email = 'second@hospital.example'
  const { id } = await receives(team.triager, { source: 'd', reporterEmail: email })
  await team.maker.settle()
  expect(team.mail.mails.map(({ to }) => to)).toContainEqual([email])
  for (const path of [`/api/reports/${id}`, `/api/reports/${id}/history`]) {
    const seen = JSON.stringify((await team.writer.get(path)).body)
    expect(seen).toContain('Plain HTTP on port 80.')
    expect(seen).not.toContain(email)
  }
})
