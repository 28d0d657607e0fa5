/** Any advisory that our model allows: for property tests only. */
import fc from 'fast-check'
import type {
  AdvisoryContent,
  AdvisoryProduct,
  AdvisoryRemediation,
  AdvisoryVulnerability,
  NotAffectedJustification,
  ProductAssessment,
  ProductIdentification,
} from '../../src/formats/csaf-write.ts'
import {
  type CvssMetric,
  type CvssVersion,
  cvssMetrics,
  scoreCvss,
} from '../../src/formats/cvss.ts'
import { orThrow } from '../../src/kernel/result.ts'

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"quoted" \\ text',
    'Zeile eins\nZeile zwei',
    '漢字',
  ),
)
/** RFC 3339 text of a time between the years 2000 and 2100. */
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((time) => time.toISOString())
const url = fc
  .array(fc.stringMatching(/^[a-z0-9-]{1,10}$/), { maxLength: 3 })
  .map((path) => ['https://example.com', ...path].join('/'))
const few = { maxLength: 3 }
/** An optional member is there or it is not: it is never `undefined`. */
const record = <T, K extends keyof T>(
  model: { [P in keyof T]: fc.Arbitrary<T[P]> },
  requiredKeys: K[],
) => fc.record<T, K>(model, { requiredKeys })

const identification: fc.Arbitrary<ProductIdentification> = record(
  {
    purl: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).map((name) => `pkg:generic/${name}@1.0`),
    cpe: fc
      .stringMatching(/^[a-z][a-z0-9]{0,8}$/)
      .map((name) => `cpe:2.3:a:example:${name}:*:*:*:*:*:*:*:*`),
    hashes: fc.array(
      fc.record({
        fileName: text,
        digests: fc.dictionary(
          fc.constantFrom('sha256', 'sha512', 'sha3-256'),
          fc.stringMatching(/^[0-9a-f]{64}$/),
          { minKeys: 1 },
        ),
      }),
      few,
    ),
    sbomUrls: fc.array(url, few),
    modelNumbers: fc.array(text, few),
    serialNumbers: fc.array(text, few),
    skus: fc.array(text, few),
  },
  [],
)

const version = fc.oneof(
  text,
  fc.constantFrom(
    '1.0',
    '2.0.1',
    'All versions',
    '< 3',
    '>=1|<2',
    'vers:semver/<2.0.0',
    'V1 and prior',
  ),
)

const products: fc.Arbitrary<readonly AdvisoryProduct[]> = fc
  .array(
    fc.record({
      vendor: fc.oneof(fc.constant('Example'), text),
      name: fc.oneof(fc.constant('Pump'), text),
      revisions: fc.array(record({ version, identification }, ['version']), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((drafts) =>
    drafts.map((product, outer) => ({
      ...product,
      revisions: product.revisions.map((revision, inner) => ({
        ...revision,
        id: `P-${outer}-${inner}`,
      })),
    })),
  )

const vectorOf = (cvss: CvssVersion): fc.Arbitrary<string> =>
  fc
    .tuple(...cvssMetrics(cvss).map(stated))
    .map((parts) => (cvss === '2.0' ? parts : [`CVSS:${cvss}`, ...parts]))
    .map((parts) => parts.filter((part) => part !== undefined).join('/'))

const stated = ({ metric, required, values }: CvssMetric): fc.Arbitrary<string | undefined> => {
  const value = fc.constantFrom(...values.map((each) => `${metric}:${each.value}`))
  return required ? value : fc.option(value, { nil: undefined, freq: 1 })
}

const justification = fc.constantFrom<NotAffectedJustification>(
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
)

const assessmentOf = (product: string): fc.Arbitrary<ProductAssessment> =>
  fc.oneof(
    fc.record({
      product: fc.constant(product),
      // The VEX profile counts only four statuses; these three are among them.
      status: fc.constantFrom(
        'fixed' as const,
        'known_affected' as const,
        'under_investigation' as const,
      ),
    }),
    record(
      {
        product: fc.constant(product),
        status: fc.constant('known_not_affected' as const),
        justification,
        impact: text,
      },
      ['product', 'status', 'impact'],
    ),
  )

const note = record(
  {
    category: fc.constantFrom(
      'details' as const,
      'faq' as const,
      'general' as const,
      'other' as const,
    ),
    text,
    title: text,
  },
  ['category', 'text'],
)
const reference = fc.record({
  category: fc.constantFrom('external' as const, 'self' as const),
  summary: text,
  url,
})
const acknowledgment = record({ names: fc.array(text, few), organization: text, summary: text }, [
  'organization',
])

const remediationOf = (ids: readonly string[]): fc.Arbitrary<AdvisoryRemediation> =>
  record(
    {
      category: fc.constantFrom(
        'mitigation' as const,
        'no_fix_planned' as const,
        'none_available' as const,
        'vendor_fix' as const,
        'workaround' as const,
      ),
      details: text,
      date,
      url,
      restartRequired: record(
        { category: fc.constantFrom('machine' as const, 'none' as const), details: text },
        ['category'],
      ),
      products: fc.subarray([...ids], { minLength: 1 }),
    },
    ['category', 'details'],
  )

const vulnerabilityOf = (
  ids: readonly string[],
  index: number,
): fc.Arbitrary<AdvisoryVulnerability> =>
  record(
    {
      cve: fc.constant(`CVE-2026-${10_000 + index}`),
      ids: fc.uniqueArray(fc.record({ system: text, text }), {
        maxLength: 3,
        selector: (id) => JSON.stringify(id),
      }),
      title: text,
      description: text,
      notes: fc.array(note, few),
      cwe: fc.constantFrom(
        {
          id: 'CWE-79',
          name: "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')",
        },
        { id: 'CWE-347', name: 'Improper Verification of Cryptographic Signature' },
      ),
      discoveryDate: date,
      releaseDate: date,
      scores: fc.array(
        record(
          {
            score: fc
              .oneof(vectorOf('2.0'), vectorOf('3.0'), vectorOf('3.1'), vectorOf('4.0'))
              .map((vector) => orThrow(scoreCvss(vector))),
            products: fc.subarray([...ids], { minLength: 1 }),
          },
          ['score'],
        ),
        few,
      ),
      assessments: fc.tuple(...ids.map(assessmentOf)),
      threats: fc.array(
        record(
          {
            category: fc.constantFrom(
              'exploit_status' as const,
              'impact' as const,
              'target_set' as const,
            ),
            details: text,
            date,
            products: fc.subarray([...ids], { minLength: 1 }),
          },
          ['category', 'details'],
        ),
        few,
      ),
      // The first is about all affected products, as the VEX profile wants.
      remediations: fc
        .tuple(
          fc.record({ category: fc.constant('mitigation' as const), details: text }),
          fc.array(remediationOf(ids), few),
        )
        .map(([first, rest]) => [first, ...rest]),
      references: fc.array(reference, few),
      acknowledgments: fc.array(acknowledgment, few),
    },
    ['cve', 'description', 'assessments', 'remediations'],
  )

const contentOf = (
  listed: readonly AdvisoryProduct[],
  vulnerabilities: number,
): fc.Arbitrary<AdvisoryContent> => {
  const ids = listed.flatMap((product) => product.revisions.map((revision) => revision.id))
  return record(
    {
      profile: fc.constantFrom('csaf_security_advisory' as const, 'csaf_vex' as const),
      title: text,
      language: fc.constantFrom('en', 'de', 'en-US', 'fr'),
      publisher: record({ name: text, namespace: url, contact: text, issuingAuthority: text }, [
        'name',
        'namespace',
      ]),
      tracking: record(
        {
          id: fc.stringMatching(/^[A-Z]{3}-[0-9]{4}-[0-9]{4}$/),
          status: fc.constantFrom('draft' as const, 'interim' as const, 'final' as const),
          aliases: fc.uniqueArray(text, few),
          revisions: fc
            .array(fc.record({ date, summary: text }), { minLength: 1, maxLength: 4 })
            .map((some) => some.toSorted((a, b) => (a.date < b.date ? -1 : 1))),
          generator: record({ name: text, version: text, date }, ['name']),
        },
        ['id', 'status', 'revisions'],
      ),
      distribution: record(
        {
          text,
          tlp: record(
            {
              label: fc.constantFrom(
                'WHITE' as const,
                'GREEN' as const,
                'AMBER' as const,
                'RED' as const,
              ),
              url,
            },
            ['label'],
          ),
        },
        ['tlp'],
      ),
      aggregateSeverity: record({ text, namespace: url }, ['text']),
      summary: text,
      legalDisclaimer: text,
      notes: fc.array(note, few),
      selfUrl: url,
      references: fc.array(reference, few),
      acknowledgments: fc.array(acknowledgment, few),
      products: fc.constant(listed),
      vulnerabilities: fc.tuple(
        ...Array.from({ length: vulnerabilities }, (_, index) => vulnerabilityOf(ids, index)),
      ),
    },
    [
      'profile',
      'title',
      'publisher',
      'tracking',
      'distribution',
      'summary',
      'products',
      'vulnerabilities',
    ],
  )
}

export const anyAdvisory: fc.Arbitrary<AdvisoryContent> = fc
  .tuple(products, fc.integer({ min: 1, max: 3 }))
  .chain(([listed, vulnerabilities]) => contentOf(listed, vulnerabilities))
