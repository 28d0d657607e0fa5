import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Candidate, candidatesAmong, lookupsOf } from './candidates.ts'
import { likeness, likenessWords } from './state/likeness.ts'
import { sketchOf } from './state/sketch.ts'
import { initialReport, type ReportState, reportFacets } from './state.ts'

const report = (more: Partial<ReportState>): ReportState => ({ ...initialReport, ...more })
const file = (hash: string) => ({ hash: hash.repeat(32), name: `${hash}.pcap`, size: 1 })
const reasons = (found: readonly Candidate[]) =>
  found.map(({ id, why }) => [id, ...why.map(({ by }) => by)])

const first = report({
  description:
    'The web interface of the gateway accepts the factory password service / care4you on port 8080 although it was changed in the settings.',
  product: 'Careline Gateway',
  identifiers: ['CVE-2026-12345'],
  files: [file('ab')],
})
const sameInOtherWords = report({
  description:
    'Our scan found that the factory password care4you for the user service is still accepted on port 8080 by the gateway interface.',
  product: 'CARELINE gateway',
})

describe('candidates for a duplicate', () => {
  it('are found by identifiers, also those that stand in the text only', () => {
    const others = [
      { id: 'one', state: report({ description: 'See cve-2026-12345.' }) },
      { id: 'two', state: report({ description: 'See CVE-2026-123456.' }) },
    ]
    expect(reasons(candidatesAmong({ id: 'x', state: first }, others))).toEqual([
      ['one', 'identifier'],
    ])
  })

  it('are found by the same file, the number of another house and the same words', () => {
    const others = [
      { id: 'words', state: sameInOtherWords },
      { id: 'file', state: report({ description: 'Look at this.', files: [file('ab')] }) },
      { id: 'number', state: report({ theirReference: 'VU#1' }) },
    ]
    const about = { id: 'x', state: { ...first, theirReference: 'VU#1' } }
    expect(reasons(candidatesAmong(about, others))).toEqual([
      ['number', 'number'],
      ['file', 'file'],
      ['words', 'text', 'product'],
    ])
  })

  it('are none for the product alone, and never the report itself', () => {
    const sameProduct = { id: 'p', state: report({ product: 'Careline Gateway', title: 'Screen' }) }
    const itself = { id: 'x', state: first }
    expect(candidatesAmong(itself, [itself, sameProduct])).toEqual([])
  })

  it('are looked up by the facets that the record itself carries', () => {
    const held = reportFacets(first).values ?? {}
    const files = reportFacets(first).files ?? []
    for (const { name, value } of lookupsOf(first))
      expect(name === 'file' ? files : held[name]).toContain(value)
  })
})

describe('texts that are alike', () => {
  test('have a band in common, and others have none', () => {
    const bands = (state: ReportState) => new Set(sketchOf(likenessWords(state)))
    const common = (one: ReportState, other: ReportState) =>
      [...bands(one)].filter((band) => bands(other).has(band)).length
    expect(likeness(likenessWords(first), likenessWords(sameInOtherWords))).toBeGreaterThan(0.4)
    expect(common(first, sameInOtherWords)).toBeGreaterThan(0)
    const unlike = report({
      description: 'A crafted DICOM study makes the image server stop while it reads the header.',
    })
    expect(common(first, unlike)).toBe(0)
  })

  it('are found as often as the bands promise, and unlike ones are rare', () => {
    const word = (n: number) => `w${(n * 2_654_435_761) >>> 0}`
    const pair = (seed: number, both: number, each: number) => {
      const words = Array.from({ length: both + 2 * each }, (_, n) => word(seed * 1_000 + n))
      return [
        new Set(words.slice(0, both + each)),
        new Set([...words.slice(0, both), ...words.slice(both + each)]),
      ] as const
    }
    const found = (both: number, each: number) =>
      Array.from({ length: 500 }, (_, seed) => pair(seed + 1, both, each)).filter(
        ([one, other]) => {
          const bands = new Set(sketchOf(one))
          return sketchOf(other).some((band) => bands.has(band))
        },
      ).length / 500
    // 1 - (1 - s²)^12 at s = 0.5, 0.25 and 0.05.
    expect(found(20, 10)).toBeGreaterThan(0.93)
    expect(found(20, 30)).toBeGreaterThan(0.4)
    expect(found(4, 38)).toBeLessThan(0.1)
  })

  it('are compared the same way round, and within 0 and 1, whatever the text', () => {
    const words = fc
      .string({ unit: 'binary', maxLength: 300 })
      .map((description) => likenessWords(report({ description })))
    fc.assert(
      fc.property(words, words, (one, other) => {
        const share = likeness(one, other)
        expect(share).toBe(likeness(other, one))
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        expect(sketchOf(one)).toEqual(sketchOf(one))
      }),
    )
  })
})
