import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyAdvisory } from '../../test/support/any-advisory.ts'
import { orThrow } from '../kernel/result.ts'
import { readCsaf } from './csaf.ts'
import { validateCsaf } from './csaf-validate.ts'
import { type AdvisoryContent, csafFileName, writeCsaf } from './csaf-write.ts'
import { scoreCvss } from './cvss.ts'

const score = (vector: string) => ({ score: orThrow(scoreCvss(vector)) })

const pump: AdvisoryContent = {
  profile: 'csaf_security_advisory',
  title: 'Pump gateway accepts unsigned drug libraries',
  publisher: {
    name: 'Example Medical',
    namespace: 'https://example.com/security',
    contact: 'security@example.com',
  },
  tracking: {
    id: 'ADV-2026-0001',
    status: 'final',
    revisions: [
      { date: '2026-03-01T09:00:00Z', summary: 'First release' },
      { date: '2026-03-08T09:00:00Z', summary: 'Fix released' },
    ],
    generator: { name: 'Vulnerary', version: '0.1.0' },
  },
  distribution: { tlp: { label: 'WHITE', url: 'https://www.first.org/tlp/' } },
  aggregateSeverity: { text: 'Critical' },
  summary: 'An attacker on the hospital network may load a drug library.',
  legalDisclaimer: 'Provided as is.',
  selfUrl: 'https://example.com/csaf/2026/adv-2026-0001.json',
  acknowledgments: [{ names: ['A. Researcher'], organization: 'Example University' }],
  products: [
    {
      vendor: 'Example Medical',
      name: 'Pump Gateway',
      revisions: [
        {
          id: 'PG-1.0',
          version: '1.0',
          identification: {
            purl: 'pkg:generic/example/pump-gateway@1.0',
            modelNumbers: ['PG100'],
            hashes: [{ fileName: 'pg.bin', digests: { sha256: 'ab'.repeat(32) } }],
          },
        },
        { id: 'PG-1.1', version: '1.1', identification: { modelNumbers: ['PG100'] } },
      ],
    },
    {
      vendor: 'Example Medical',
      name: 'Viewer',
      revisions: [
        {
          id: 'V-all',
          version: 'vers:generic/*',
          identification: { cpe: 'cpe:2.3:a:example:viewer:*:*:*:*:*:*:*:*' },
        },
      ],
    },
  ],
  vulnerabilities: [
    {
      cve: 'CVE-2026-0001',
      title: 'Missing signature check',
      description: 'The gateway does not check who made a drug library.',
      cwe: { id: 'CWE-347', name: 'Improper Verification of Cryptographic Signature' },
      discoveryDate: '2026-02-01T00:00:00Z',
      scores: [
        score('CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N/E:P/MPR:L'),
        score('CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N'),
      ],
      assessments: [
        { product: 'PG-1.0', status: 'known_affected' },
        { product: 'PG-1.1', status: 'fixed' },
        {
          product: 'V-all',
          status: 'known_not_affected',
          justification: 'component_not_present',
          impact: 'The viewer does not load drug libraries.',
        },
      ],
      remediations: [
        { category: 'vendor_fix', details: 'Install 1.1.', url: 'https://example.com/pg/1.1' },
        { category: 'mitigation', details: 'Separate the pump network.' },
      ],
    },
  ],
}

describe('writeCsaf', () => {
  it('writes an advisory that is valid and without any warning', async () => {
    expect(await validateCsaf(writeCsaf(pump))).toEqual({ valid: true, errors: [], warnings: [] })
  })

  it('writes the same as VEX, valid and without any warning', async () => {
    const vex = writeCsaf({ ...pump, profile: 'csaf_vex' })
    expect(await validateCsaf(vex)).toEqual({ valid: true, errors: [], warnings: [] })
  })

  it('writes what readCsaf reads back', () => {
    const read = orThrow(readCsaf(writeCsaf(pump)))
    expect(read).toMatchObject({
      id: 'ADV-2026-0001',
      version: '2',
      status: 'final',
      tlp: 'WHITE',
      initialReleaseDate: '2026-03-01T09:00:00Z',
      currentReleaseDate: '2026-03-08T09:00:00Z',
      problems: [],
    })
    expect(read.products.map(({ id, product, version }) => [id, product, version])).toEqual([
      ['PG-1.0', 'Pump Gateway', '1.0'],
      ['PG-1.1', 'Pump Gateway', '1.1'],
      ['V-all', 'Viewer', 'vers:generic/*'],
    ])
    const [vulnerability] = read.vulnerabilities
    expect(vulnerability?.status).toEqual({
      known_affected: ['PG-1.0'],
      fixed: ['PG-1.1'],
      known_not_affected: ['V-all'],
    })
    expect(vulnerability?.remediations.map(({ products }) => products)).toEqual([
      ['PG-1.0'],
      ['PG-1.0'],
    ])
    expect(vulnerability?.scores.map(({ version }) => version)).toEqual(['3.1'])
    expect(vulnerability?.notes.at(-1)).toEqual({
      category: 'other',
      title: 'CVSS 4.0',
      text: expect.stringContaining('CVSS:4.0/AV:A'),
    })
  })

  it('names files as section 5.1 asks', () => {
    expect(csafFileName('Example Company - 2019-YH3234')).toBe('example_company_-_2019-yh3234.json')
  })

  it('writes any advisory of our model validly', async () => {
    await fc.assert(
      fc.asyncProperty(anyAdvisory, async (advisory) => {
        const { errors } = await validateCsaf(writeCsaf(advisory))
        expect(errors).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('writes any advisory of our model readably, with the same findings', () => {
    fc.assert(
      fc.property(anyAdvisory, (advisory) => {
        const read = orThrow(readCsaf(writeCsaf(advisory)))
        expect(read.problems).toEqual([])
        expect(read.vulnerabilities.map(({ cve }) => cve)).toEqual(
          advisory.vulnerabilities.map(({ cve }) => cve),
        )
      }),
    )
  })
})

describe('validateCsaf', () => {
  const vulnerabilities = pump.vulnerabilities

  it.each([
    ['a product that nobody defined', { products: pump.products.slice(0, 1) }, '6.1.1'],
    ['a product defined twice', { products: [...pump.products, ...pump.products] }, '6.1.2'],
    [
      'a weakness under a wrong name',
      {
        vulnerabilities: vulnerabilities.map((each) => ({
          ...each,
          cwe: { id: 'CWE-347', name: 'x' },
        })),
      },
      '6.1.11',
    ],
    [
      'a VEX that says nothing about what to do',
      {
        profile: 'csaf_vex' as const,
        vulnerabilities: vulnerabilities.map((each) => ({ ...each, remediations: [] })),
      },
      '6.1.27.10',
    ],
    ['an advisory without vulnerabilities', { vulnerabilities: [] }, '6.1.27.11'],
    ['a namespace that is no URL', { publisher: { ...pump.publisher, namespace: 'us' } }, 'schema'],
    ['no title', { title: '' }, 'schema'],
  ])('finds %s', async (_what, change, test) => {
    const { valid, errors } = await validateCsaf(writeCsaf({ ...pump, ...change }))
    expect(valid).toBe(false)
    expect(errors.map((error) => error.test)).toContain(test)
  })

  it.each([null, 'text', [], {}, { document: null }, { document: { category: 7 } }])(
    'finds %j invalid without throwing',
    async (json) => {
      expect((await validateCsaf(json)).valid).toBe(false)
    },
  )

  it('finds what nests without end invalid', async () => {
    let nested: unknown = {}
    for (let depth = 0; depth < 50_000; depth++) nested = { branches: [nested] }
    expect(await validateCsaf({ product_tree: nested })).toMatchObject({ valid: false })
  })
})
