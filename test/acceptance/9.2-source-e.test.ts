import { expect, test } from 'vitest'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

// Whoever watches audit event logs enters what stands out over the API; taking in syslog and DICOM
// audit messages by itself is a later issue.
const team = aTeam(['triager', 'engineer'])

test('what audit event logs show is tracked under their source, with the lines as they were', async () => {
  const lines = '<86>1 2026-01-02T03:04:05Z gw-7 sshd - - - 400 failed sign-ins for svc-care'
  const original = await team.engineer.upload('audit.log', Buffer.from(lines))
  const { id } = await receives(team.engineer, {
    source: 'e',
    channel: 'log',
    description: '400 failed sign-ins for svc-care on gateway 7 within a minute.',
    original,
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'e', channel: 'log', original })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:e')
  expect(bySource.map((report) => report.id)).toEqual([id])
  expect((await team.triager.get(`/api/files/${original.hash}`)).body).toBe(lines)
})
