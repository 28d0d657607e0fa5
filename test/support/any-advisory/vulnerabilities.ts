import fc from 'fast-check'
import type {
  AdvisoryRemediation,
  AdvisoryVulnerability,
  NotAffectedJustification,
  ProductAssessment,
} from '../../../src/formats/csaf-write.ts'
import {
  type CvssMetric,
  type CvssVersion,
  cvssMetrics,
  scoreCvss,
} from '../../../src/formats/cvss.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import { acknowledgment, date, few, note, record, reference, text, url } from './words.ts'

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

export const vulnerabilityOf = (
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
