import { describe, expect, it } from 'vitest'
import { csaf21Of } from '../../test/support/csaf-2-1.ts'
import { needsShared } from '../../test/support/shared.ts'
import { jsonOf, suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { documentOf } from './advised-document.ts'
import { readCsaf } from './csaf.ts'
import { identify } from './identify.ts'

const name = (id: string) => ({ name: `Product ${id}`, product_id: id })

/** Every member that 2.1 has otherwise than 2.0, where we read it. */
const advisory = {
  $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.1',
    distribution: { tlp: { label: 'CLEAR' } },
    publisher: { category: 'multiplier', name: 'CERT', namespace: 'https://cert.example' },
    title: 'Pump',
    tracking: {
      id: 'C-1',
      version: '1',
      status: 'final',
      initial_release_date: '2026-01-02T03:04:05Z',
      current_release_date: '2026-01-02T03:04:05Z',
      revision_history: [{ date: '2026-01-02T03:04:05Z', number: '1', summary: 'First' }],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'platform',
        name: 'ARM',
        product: {
          ...name('A'),
          product_identification_helper: { purls: ['pkg:generic/a', 'pkg:generic/b'] },
        },
      },
    ],
    full_product_names: [name('B')],
    product_paths: [
      {
        beginning_product_reference: 'A',
        full_product_name: name('A-on-B'),
        subpaths: [{ category: 'installed_on', next_product_reference: 'B' }],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2026-1234',
      cwes: [
        { id: 'CWE-319', name: 'Cleartext Transmission', version: '4.15' },
        { id: 'CWE-522', name: 'Weak Credentials', version: '4.15' },
      ],
      disclosure_date: '2026-01-03T00:00:00Z',
      first_known_exploitation_dates: [
        {
          date: '2026-01-04T00:00:00Z',
          exploitation_date: '2025-12-31T00:00:00Z',
          product_ids: ['A'],
        },
      ],
      metrics: [
        {
          products: ['A'],
          content: {
            cvss_v3: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
            },
            cvss_v4: {
              version: '4.0',
              vectorString: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
              baseScore: 9.3,
              baseSeverity: 'CRITICAL',
            },
          },
        },
      ],
      product_status: { known_affected: ['A'], unknown: ['B'], fixed: ['A-on-B'] },
      remediations: [{ category: 'fix_planned', details: 'In March.', product_ids: ['A'] }],
    },
  ],
}

const changed = (change: (document: typeof advisory) => void) => {
  const copy = structuredClone(advisory)
  change(copy)
  return readCsaf(copy)
}

describe('CSAF 2.1', () => {
  it('is read with what it has otherwise than 2.0', () => {
    const found = orThrow(identify(JSON.stringify(advisory)))
    expect(found).toMatchObject({ format: 'CSAF', version: '2.1', valid: true, problems: [] })
    const read = orThrow(readCsaf(advisory))
    expect(read).toMatchObject({
      specVersion: '2.1',
      tlp: 'CLEAR',
      publisher: { category: 'multiplier' },
      products: [{ id: 'A', purl: 'pkg:generic/a' }, { id: 'B' }, { id: 'A-on-B' }],
    })
    expect(read.vulnerabilities).toMatchObject([
      {
        cwes: [{ id: 'CWE-319' }, { id: 'CWE-522' }],
        releaseDate: '2026-01-03T00:00:00Z',
        scores: [
          { version: '3.1', baseScore: 9.8, products: ['A'] },
          { version: '4.0', baseScore: 9.3, products: ['A'] },
        ],
        status: { unknown: ['B'] },
        threats: [
          {
            category: 'exploit_status',
            details: 'First known exploitation on 2025-12-31T00:00:00Z.',
            products: ['A'],
          },
        ],
      },
    ])
  })

  it('becomes a report as 2.0 does', () => {
    const document = orThrow(documentOf(orThrow(identify(JSON.stringify(advisory)))))
    expect(document).toMatchObject({
      format: 'CSAF 2.1',
      tlp: 'CLEAR',
      public: true,
      by: 'unknown',
    })
    const [flaw] = document.vulnerabilities
    expect(flaw).toMatchObject({
      id: 'CVE-2026-1234',
      cwes: ['CWE-319', 'CWE-522'],
      advice: [
        'Exploitation: First known exploitation on 2025-12-31T00:00:00Z.',
        'fix planned: In March.',
      ],
    })
    expect(flaw?.products.map(({ name: product, status }) => [product, status])).toEqual([
      ['Product A', 'affected'],
      ['Product B', 'unknown'],
      ['Product A-on-B', 'fixed'],
    ])
  })

  it.each<[string, (document: typeof advisory) => void]>([
    [
      'the TLP label of 2.0',
      ({ document }) => Object.assign(document.distribution.tlp, { label: 'WHITE' }),
    ],
    [
      'a branch of 2.0',
      ({ product_tree: { branches } }) => Object.assign(branches[0] ?? {}, { category: 'legacy' }),
    ],
    [
      'a status that is none',
      ({ vulnerabilities }) =>
        Object.assign(vulnerabilities[0] ?? {}, { product_status: { maybe: ['A'] } }),
    ],
  ])('is refused with %s', (_what, change) => {
    const answer = changed(change)
    expect(isRefusal(answer) && answer.code).toBe('csaf/unreadable')
  })

  it('is refused in a version of the future', () => {
    const answer = changed(({ document }) => Object.assign(document, { csaf_version: '2.2' }))
    expect(isRefusal(answer) && [answer.code, answer.message]).toEqual([
      'csaf/version',
      expect.stringContaining('2.0 nor 2.1'),
    ])
  })

  describe.runIf(needsShared('suites', 'csaf-cisa-ot'))('of real advisories, put into 2.1', () => {
    it('says the same as 2.0 does', () => {
      const paths = suiteFiles('**/*.json', 'csaf-cisa-ot')
      let compared = 0
      for (const path of paths) {
        const json = jsonOf(path)
        const older = readCsaf(json)
        if (isRefusal(older)) continue
        const newer = orThrow(readCsaf(csaf21Of(json)))
        const { specVersion: _, tlp, ...said } = newer
        const { specVersion: __, tlp: before, ...expected } = older
        expect([path, said]).toEqual([path, expected])
        expect(tlp).toBe(before === 'WHITE' ? 'CLEAR' : before)
        compared++
      }
      expect(compared).toBeGreaterThan(100)
    })
  })
})
