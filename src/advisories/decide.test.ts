import { describe, expect, it } from 'vitest'
import {
  about,
  ada,
  anAdvisory,
  ben,
  drafted,
  good,
  orderedContent,
  publish,
} from '../../test/support/an-advisory.ts'
import type { CaseForAdvisory } from './index.ts'

describe('an advisory', () => {
  it('tells the facts of the case in its own words, under its own id', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    await advisory.given('publish', {}, ada)
    expect(orderedContent(advisory)).toMatchObject({
      title: drafted.title,
      summary: drafted.summary,
      distribution: { tlp: { label: 'WHITE' }, text: 'TLP:CLEAR' },
      tracking: {
        id: 'ADV-2026-0001',
        status: 'final',
        revisions: [{ date: '2026-03-02T10:00:00.000Z', summary: 'Initial version.' }],
      },
      vulnerabilities: [
        {
          cve: 'CVE-2026-12345',
          remediations: [
            { category: 'vendor_fix' },
            { category: 'mitigation', details: 'Lock the service port.' },
          ],
        },
      ],
    })
  })

  it('can be found by its case and CVE', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted)
    expect(advisory.facets().values).toEqual({ case: [drafted.case], cve: ['CVE-2026-12345'] })
  })

  it('is not approved by anybody who wrote part of it', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('revise', { change: 'Clearer words.' }, ben)
    for (const author of [ada, ben])
      expect(await advisory.when('approve', {}, author)).toMatchObject({
        code: 'advisory/second-person',
      })
    await advisory.given('approve', {}, 'person:cleo')
    expect(advisory.state().status).toBe('approved')
  })

  it('is not approved while it is not valid, and the errors are listed', async () => {
    const errors = [{ test: '6.1.1', instancePath: '/product_tree', message: 'missing definition' }]
    const advisory = anAdvisory({ validate: () => ({ valid: false, errors }) })
    await advisory.given('draft', drafted, ada)
    expect(await advisory.when('approve', {}, ben)).toMatchObject({
      code: 'advisory/not-valid',
      message: expect.stringContaining('6.1.1 /product_tree: missing definition.'),
      details: { errors },
    })
  })

  it('needs a new approval after a revision', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    await advisory.given('revise', { change: 'A product more.' }, ada)
    expect(await advisory.when('publish', {}, ada)).toMatchObject({
      code: 'advisory/not-approved',
    })
  })

  it('keeps the words that a revision does not give', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('revise', { change: 'Title.', title: 'Open service port' }, ada)
    expect(advisory.state()).toMatchObject({
      title: 'Open service port',
      summary: drafted.summary,
      mitigation: drafted.mitigation,
    })
  })

  it('hangs on its case until it is published: an embargo hides it too', async () => {
    const advisory = anAdvisory({ about: () => ({ ...about, restrictedTo: [ada, ben] }) })
    await advisory.given('draft', drafted, ada)
    expect(advisory.facets().hangsOn).toEqual([drafted.case])
    await publish(advisory, 1)
    expect(advisory.facets().hangsOn).toEqual([])
  })

  it('is not more open than the disclosure decision', async () => {
    const amber: CaseForAdvisory = {
      ...about,
      disclosure: { disclose: true, approved: true, on: null, tlp: 'AMBER+STRICT' },
    }
    const advisory = anAdvisory({ about: () => amber })
    expect(await advisory.when('draft', { ...drafted, tlp: 'AMBER' }, ada)).toMatchObject({
      code: 'advisory/tlp-too-open',
      details: { allowed: ['AMBER+STRICT', 'RED'] },
    })
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    await advisory.given('publish', {}, ada)
    expect(orderedContent(advisory)?.distribution).toEqual({
      tlp: { label: 'AMBER' },
      text: 'TLP:AMBER+STRICT: within your organisation only.',
    })
  })

  it('is given up as long as nobody has read it', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('withdraw', { reason: 'The case was a duplicate.' })
    expect(await advisory.when('approve', {}, ben)).toMatchObject({ code: 'advisory/withdrawn' })
    const out = anAdvisory()
    await out.given('draft', drafted, ada)
    await publish(out, 1)
    expect(await out.when('withdraw', { reason: 'Wrong.' })).toMatchObject({
      code: 'advisory/published',
    })
  })
})

describe('publishing an advisory', () => {
  it('refuses before the approval', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    expect(await advisory.when('publish', {}, ben)).toMatchObject({
      code: 'advisory/not-approved',
    })
  })

  it.each([
    [null, 'advisory/disclosure-undecided'],
    [{ disclose: true, approved: false, on: null, tlp: 'CLEAR' }, 'advisory/disclosure-undecided'],
    [{ disclose: false, approved: true, on: null, tlp: 'CLEAR' }, 'advisory/not-to-be-disclosed'],
    [{ disclose: true, approved: true, on: '2026-03-03', tlp: 'CLEAR' }, 'advisory/too-early'],
    [{ disclose: true, approved: true, on: null, tlp: 'RED' }, 'advisory/tlp-too-open'],
  ] as const)('refuses when the case says %j', async (disclosure, code) => {
    let now: CaseForAdvisory = about
    const advisory = anAdvisory({ about: () => now })
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    now = { ...about, disclosure }
    expect(await advisory.when('publish', {}, ada)).toMatchObject({ code })
  })

  it('validates once more, with the dates of the publication', async () => {
    let validation = good
    const seen: string[] = []
    const advisory = anAdvisory({
      validate: ({ tracking }) => {
        seen.push(tracking.revisions.at(-1)?.date ?? '')
        return validation
      },
    })
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    validation = { valid: false, errors: [] }
    advisory.at('2026-03-05T08:00:00.000Z')
    expect(await advisory.when('publish', {}, ada)).toMatchObject({ code: 'advisory/not-valid' })
    expect(seen).toEqual(['2026-03-02T10:00:00.000Z', '2026-03-05T08:00:00.000Z'])
  })

  it('publishes after a failure exactly what it would have published before', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('approve', {}, ben)
    await advisory.given('publish', {}, ada)
    const before = orderedContent(advisory)
    await advisory.given('publication-failed', { reason: 'The disk is full.' })
    expect(advisory.state()).toMatchObject({
      status: 'approved',
      failure: { reason: 'The disk is full.' },
    })
    advisory.at('2026-03-09T10:00:00.000Z')
    await advisory.given('publish', {}, ada)
    expect(orderedContent(advisory)).toEqual(before)
  })

  it('keeps a publication once, and refuses a version that nobody ordered', async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    const told = { path: '/a.json', sha256: 'cd'.repeat(32), trackingVersion: 1 }
    expect(await advisory.when('record-publication', told)).toMatchObject({
      code: 'advisory/not-ordered',
    })
    await publish(advisory, 1)
    expect(await advisory.when('record-publication', told)).toEqual({ events: [] })
    expect(await advisory.when('publication-failed', { reason: 'Late.' })).toEqual({ events: [] })
    expect(
      await advisory.when('record-publication', { ...told, trackingVersion: 2 }),
    ).toMatchObject({ code: 'advisory/not-ordered' })
  })
})
