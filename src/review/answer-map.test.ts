import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Given, now, portsOf, reachableChannel } from '../../test/support/review-facts.ts'
import { constraintIds } from '../catalogue/constraint-ids.ts'
import { orThrow } from '../kernel/result.ts'
import { answerConstraints } from './answer-constraints.ts'
import { answerMap } from './answer-map.ts'
import { judgeDocument } from './judge/judge.ts'
import { keepVerdicts } from './library/kept-verdicts.ts'
import { readCatalogue } from './read-catalogue.ts'

const catalogue = orThrow(readCatalogue())

const texts = [
  'To report a vulnerability, send an e-mail to security@maker.example. We follow coordinated vulnerability disclosure.',
  'Set the firewall to close port 23 before you connect the device to the network.',
  'The pump has a blue case.',
]
const products = ['pump', 'viewer', 'gateway'] as const
const named = fc.uniqueArray(fc.constantFrom(...products), { maxLength: 2 })

const document = fc.record({
  products: named,
  documentKind: fc.constantFrom('policy', 'ifu', 'security-guide', 'record'),
  revisions: fc.array(
    fc.record({
      version: fc.constantFrom('1', '2'),
      file: fc.record({
        hash: fc.nat({ max: texts.length - 1 }).map(String),
        name: fc.constantFrom('security_guide.md', 'a.md'),
        size: fc.constant(1),
      }),
      addedAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-20T00:00:00.000Z'),
      addedBy: fc.constant(''),
      inForceFrom: fc.constantFrom(null, '2027-01-01'),
      approved: fc.constantFrom(null, { by: 'Petra Example', on: '2026-01-30' }),
      kept: fc.constant(true),
      origin: fc.constant(null),
      again: fc.constant(false),
      reading: fc.constantFrom('read', 'partly-read', 'could-not-read').map((outcome) => ({
        ...{ outcome, reason: '', format: 'markdown', statements: 1, textHash: '' },
        ...{ notes: [], drawings: [], readerVersion: 0 },
      })),
    }),
    { maxLength: 2 },
  ),
})

const given = fc.record({
  product: fc.constant(products.map((id) => ({ id, name: id }))),
  document: fc.array(document, { maxLength: 8 }),
  report: fc.array(fc.record({ product: fc.constantFrom('', ' Pump ', 'viewer', 'Pumpkin') }), {
    maxLength: 4,
  }),
  'review-finding': fc.array(
    fc.record({
      constraint: fc.constantFrom(...constraintIds.slice(0, 6)),
      product: fc.constantFrom(null, ...products),
      document: fc.constantFrom(null, 'document-1', 'document-2'),
      verdict: fc.constantFrom('met', 'partial', 'absent', 'not-applicable'),
      reason: fc.constant('So it is.'),
      at: fc.constantFrom('2026-01-15T00:00:00.000Z', '2026-02-25T00:00:00.000Z'),
    }),
    { maxLength: 12 },
  ),
})

test('counts of every product and of all together what the review of it alone answers', async () => {
  await fc.assert(
    fc.asyncProperty(given, async (facts) => {
      const ports = {
        ...portsOf(facts satisfies Given),
        passages: async (_document: string, revision: string) => [
          {
            index: 0,
            kind: 'paragraph' as const,
            text: texts[Number(revision)] ?? '',
            location: { line: 1, headings: [] },
          },
        ],
        channel: reachableChannel,
      }
      const judge = {
        judge: async (one: Parameters<typeof judgeDocument>[1]) => judgeDocument(catalogue, one),
        kept: keepVerdicts(),
      }
      const { together, rows } = await answerMap(catalogue, ports, judge, { now })
      expect(rows).toHaveLength(products.length)
      for (const { product, cells } of [together, ...rows]) {
        const question = { product: product?.id, now }
        const alone = orThrow(await answerConstraints(catalogue, ports, judge, question))
        expect(cells.map(({ counts }) => counts)).toEqual(
          alone.map(({ constraints }) => {
            const counts: Record<string, number> = {}
            for (const { verdict } of constraints) counts[verdict] = (counts[verdict] ?? 0) + 1
            return counts
          }),
        )
      }
    }),
    { numRuns: 30 },
  )
}, 60_000)
