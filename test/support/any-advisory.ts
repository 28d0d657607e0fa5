/** Any advisory that our model allows: for property tests only. */
import fc from 'fast-check'
import type { AdvisoryContent, AdvisoryProduct } from '../../src/formats/csaf-write.ts'
import { products } from './any-advisory/products.ts'
import { vulnerabilityOf } from './any-advisory/vulnerabilities.ts'
import {
  acknowledgment,
  date,
  few,
  note,
  record,
  reference,
  text,
  url,
} from './any-advisory/words.ts'

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
