import { expect, test } from 'vitest'
import { isTracked, receives, sha256 } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

// A supplier's advisory is entered with its file here; reading it by itself is a later issue.
const team = aTeam(['triager'])

test('a supplier’s advisory is tracked under its source, with its ids and the file as it came', async () => {
  const advisory = '{"document":{"title":"libexampletls 3.1"}}'
  const original = await team.triager.upload('advisory.json', Buffer.from(advisory))
  expect(original.hash).toBe(sha256(advisory))
  const { id } = await receives(team.triager, {
    source: 'b',
    reference: 'EXTLS-2026-01',
    identifiers: ['CVE-2026-12345'],
    original,
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'b', original, identifiers: ['CVE-2026-12345'] })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:b')
  expect(bySource.map((report) => report.id)).toEqual([id])
  const byCve = await listOf(team.triager, '/api/reports?facet=identifier:CVE-2026-12345')
  expect(byCve.map((report) => report.id)).toEqual([id])
  const kept = await team.triager.get(`/api/files/${original.hash}`)
  expect(sha256(kept.body)).toBe(original.hash)
})
