import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, candidatesAmong, lookupsOf, sketchOfReport } from './candidates.ts'
import { likeness, likenessWords } from './state/likeness.ts'
import { inCommon, sketchLength, sketchOf } from './state/sketch.ts'
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
  const common = (one: ReportState, other: ReportState) =>
    inCommon(sketchOfReport(one), sketchOfReport(other), 0)

  it('have much of their sketches in common, and others have not', () => {
    expect(likeness(likenessWords(first), likenessWords(sameInOtherWords))).toBeGreaterThan(0.4)
    expect(common(first, sameInOtherWords)).toBeGreaterThan(40)
    const unlike = report({
      description: 'A crafted DICOM study makes the image server stop while it reads the header.',
    })
    expect(common(first, unlike)).toBeLessThan(18)
    expect(sketchOfReport(report({ description: 'It stops.' }))).toBe('')
  })

  it('have as much of them in common as they share words, wherever they stand in a row', () => {
    const word = (n: number) => `w${(n * 2_654_435_761) >>> 0}`
    const pair = (seed: number, both: number, each: number) => {
      const words = Array.from({ length: both + 2 * each }, (_, n) => word(seed * 1_000 + n))
      return [
        new Set(words.slice(0, both + each)),
        new Set([...words.slice(0, both), ...words.slice(both + each)]),
      ] as const
    }
    const counts = (both: number, each: number) =>
      Array.from({ length: 200 }, (_, seed) => {
        const [one, other] = pair(seed + 1, both, each)
        return inCommon(sketchOf(one), sketchOf(other).padStart(3 * sketchLength, '?'), 2)
      }).sort((a, b) => a - b)
    // 128 (1 + 63 s) / 64 at s = 0.38, 0.2 and 0.05: the middle and the ends of 200 trials.
    const [alike, distant, unlike] = [counts(38, 31), counts(20, 40), counts(4, 38)]
    expect(alike[100]).toBeGreaterThan(46)
    expect(alike[0]).toBeGreaterThan(30)
    expect(distant[100]).toBeGreaterThan(24)
    expect(distant[5]).toBeGreaterThan(14)
    expect(unlike[100]).toBeLessThan(11)
    expect(unlike[199]).toBeLessThan(25)
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
