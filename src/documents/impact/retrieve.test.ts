import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocuments, anyFacts } from '../../../test/support/any-impact.ts'
import { findImpact, type SearchedDocument } from './find-impact.ts'
import { finds } from './hit.ts'
import { judge } from './judge.ts'
import { keysOf } from './keys.ts'
import { matchersOf } from './matchers.ts'
import type { Place } from './nearest.ts'
import { isForOperators } from './omissions.ts'
import { type ImpactPlan, planOf } from './plan.ts'
import { type PreparedPassage, preparePassages } from './prepared-passage.ts'
import { type Retrieved, retrieve } from './retrieve.ts'
import { shortlist } from './shortlist.ts'
import { namedBy, type Stretch } from './stretch.ts'

const prepared = (documents: readonly SearchedDocument[]) =>
  documents.map(({ path = '', passages, title }) => preparePassages(path, passages, title))

/** Two documents at a time, as an index would hold them. */
const stretchesOf = (documents: readonly SearchedDocument[]): readonly Stretch[] => {
  const all = prepared(documents)
  return Array.from({ length: Math.ceil(documents.length / 2) }, (_, at) => {
    const held = all.slice(2 * at, 2 * at + 2)
    let size = 0
    const inStretch = held.map((passages, index) => {
      const { path = '', title = path } = documents[2 * at + index] ?? {}
      const from = size
      size += passages.length
      return { path, isNamed: namedBy(title), forOperators: isForOperators(title), from, to: size }
    })
    const keys = held.flat().map(keysOf)
    return {
      size,
      documents: inStretch,
      positionsOf: (key) => keys.flatMap((own, position) => (own.has(key) ? [position] : [])),
    }
  })
}

const answerOf = (plan: ImpactPlan, found: Retrieved, documents: readonly SearchedDocument[]) => {
  const all = new Map(prepared(documents).map((passages) => [passages[0]?.path, passages]))
  const at = ({ document, index }: Place): PreparedPassage => {
    const passage = all.get(document.path)?.[index]
    if (passage === undefined) throw new Error('No such passage.')
    return passage
  }
  const read = found.worth.map((place) => ({ place, passage: at(place) }))
  return { candidates: shortlist(judge(plan, found.counts, read)), at }
}

describe('an index by keys', () => {
  it('finds every passage in which a matcher finds something, and knows how strong it can be', () => {
    fc.assert(
      fc.property(anyFacts, anyDocuments, (facts, documents) => {
        for (const passage of prepared(documents).flat()) {
          const keys = keysOf(passage)
          for (const matcher of matchersOf(facts)) {
            const hit = matcher.match(passage)
            if (hit === undefined) continue
            const groups = matcher.keys.filter(
              ({ all, least = all.length }) => all.filter((key) => keys.has(key)).length >= least,
            )
            expect(groups.map(({ all }) => all)).not.toEqual([])
            expect(hit.strength).toBeLessThanOrEqual(
              Math.max(...groups.map(({ atMost }) => atMost)) + 1e-9,
            )
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('holds the keys that a passage answers to', () => {
    fc.assert(
      fc.property(anyFacts, anyDocuments, (facts, documents) => {
        for (const passage of prepared(documents).flat()) {
          const keys = keysOf(passage)
          for (const key of keys) expect(passage.keys.has(key)).toBe(true)
          for (const matcher of matchersOf(facts))
            expect(finds(matcher, passage)).toBe(finds(matcher, { ...passage, keys }))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('gives what a look at every passage gives', () => {
    fc.assert(
      fc.property(anyFacts, anyDocuments, (facts, documents) => {
        const plan = planOf(facts)
        const found = retrieve(plan, stretchesOf(documents))
        const { candidates, at } = answerOf(plan, found, documents)
        const scanned = findImpact(facts, documents)
        expect(candidates).toEqual(scanned.candidates)
        const omissions = plan.guidance.flatMap(({ text }, index) => {
          const place = found.guidance[index]
          if (place === 'stated') return []
          if (place === undefined) return [{ guidance: text, where: 'd0' }]
          const { path, passage } = at(place)
          return [{ guidance: text, where: path, location: passage.location }]
        })
        expect(omissions).toEqual(scanned.omissions)
      }),
      { numRuns: 300 },
    )
  })
})
