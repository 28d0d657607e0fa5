import fc from 'fast-check'
import type { AdvisoryProduct, ProductIdentification } from '../../../src/formats/csaf-write.ts'
import { few, record, text, url } from './words.ts'

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

export const products: fc.Arbitrary<readonly AdvisoryProduct[]> = fc
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
