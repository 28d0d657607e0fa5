import { expect, test } from 'vitest'
import { openMailWorld } from '../support/mail-world.ts'
import { mailOf } from '../support/mails.ts'
import { isTracked, receives, sha256 } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

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

const csaf = (version: string, status: object) => ({
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    distribution: { tlp: { label: 'GREEN' } },
    publisher: {
      category: 'vendor',
      name: 'ExampleTLS PSIRT',
      namespace: 'https://psirt.exampletls.example',
    },
    title: 'libexampletls trusts any certificate',
    tracking: {
      id: 'EXTLS-2026-02',
      version,
      status: 'final',
      initial_release_date: '2026-01-02T03:04:05Z',
      current_release_date: '2026-01-03T03:04:05Z',
      revision_history: [{ date: '2026-01-02T03:04:05Z', number: '1', summary: 'First' }],
    },
  },
  product_tree: { full_product_names: [{ product_id: 'P1', name: 'libexampletls 3.1' }] },
  vulnerabilities: [
    {
      cve: 'CVE-2026-22345',
      ids: [{ system_name: 'ExampleTLS', text: 'EXTLS-17' }],
      notes: [{ category: 'description', text: 'The host name is not compared.' }],
      product_status: status,
      remediations: [{ category: 'vendor_fix', details: 'Update to 3.2.', product_ids: ['P1'] }],
    },
  ],
})

test('a supplier’s CSAF is read by itself, keeps its mark, and a newer version joins its report', async () => {
  const { triager, maker } = team
  const csrf = (await triager.get('/api/session')).body.csrfToken
  const send = async (document: object) => {
    const sent = await maker.fetch('/api/intake/import?name=extls.json&source=b', {
      method: 'POST',
      headers: {
        cookie: triager.cookie,
        'x-csrf-token': csrf,
        'content-type': 'application/octet-stream',
      },
      body: JSON.stringify(document),
    })
    // The route's own answer: see test/acceptance/imports.test.ts.
    return (await sent.json()) as { reports: { id: string; outcome: string }[] }
  }
  const first = await send(csaf('1', { under_investigation: ['P1'] }))
  expect(first.reports).toMatchObject([{ outcome: 'received' }])
  const path = `/api/reports/${first.reports[0]?.id}`
  const { body } = await triager.get(path)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'b',
    tlp: 'GREEN',
    theirReference: 'EXTLS-2026-02',
    identifiers: ['CVE-2026-22345', 'EXTLS-17'],
    title: expect.stringContaining('Under investigation: CVE-2026-22345'),
  })
  const second = await send(csaf('2', { known_affected: ['P1'] }))
  expect(second.reports).toMatchObject([{ id: first.reports[0]?.id, outcome: 'added' }])
  const { thread } = await stateOf(triager, path)
  expect(thread[0].message).toContain('Affected:\n- libexampletls 3.1')
  expect(thread[0].message).toContain('vendor fix: Update to 3.2.')
})

test('a supplier’s mail to its address is tracked under their source, and answered', async () => {
  const world = await openMailWorld()
  try {
    const to = 'suppliers@maker.example'
    await world.sends(
      mailOf({ To: to, Subject: 'libexampletls 3.1 has CVE-2026-32345' }, 'See the attachment.'),
      { to },
    )
    const [{ id }] = await listOf(world.triager, '/api/reports?facet=source:b')
    const { body } = await world.triager.get(`/api/reports/${id}`)
    expect(isTracked(body)).toBe(true)
    expect(body.state).toMatchObject({
      source: 'b',
      title: 'libexampletls 3.1 has CVE-2026-32345',
      way: 'smtp',
      reporterEmail: 'rita@university.example',
      identifiers: ['CVE-2026-32345'],
    })
    await world.maker.settle()
    expect(world.mail.mails[0]?.mail.subject).toContain(body.state.reference)
  } finally {
    await world.close()
  }
})
