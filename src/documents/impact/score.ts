import type { FactMatcher, Hit } from './hit.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { rarity } from './rarity.ts'

/** What was found in one passage, together. */
export interface Evidence {
  readonly passage: PreparedPassage
  readonly confidence: number
  readonly reasons: readonly string[]
  readonly places: readonly number[]
}

/** A hit below this does not count when a fact's rarity is measured. */
const counted = 0.3

/**
 * Joins the hits of all facts in each passage: as independent signs, 1 - Π(1 - strength), each
 * weakened when its fact is found all over the documents. A heading alone states little.
 */
export const scorePassages = (
  matchers: readonly FactMatcher[],
  passages: readonly PreparedPassage[],
): readonly Evidence[] => {
  const hits = new Map<PreparedPassage, { readonly hit: Hit; readonly fact: string }[]>()
  const frequency = new Map<string, number>()
  for (const passage of passages)
    for (const { fact, match } of matchers) {
      const hit = match(passage)
      if (hit === undefined) continue
      hits.set(passage, [...(hits.get(passage) ?? []), { hit, fact }])
      if (hit.strength >= counted) frequency.set(fact, (frequency.get(fact) ?? 0) + 1)
    }
  return [...hits].map(([passage, found]) => {
    const weighed = found
      .map(({ hit, fact }) => ({
        hit,
        weight: hit.strength * (0.6 + 0.4 * rarity(frequency.get(fact) ?? 1, passages.length)),
      }))
      .sort((a, b) => b.weight - a.weight)
    const doubt = weighed.reduce((product, { weight }) => product * (1 - weight), 1)
    return {
      passage,
      confidence: (1 - doubt) * (passage.passage.kind === 'heading' ? 0.6 : 1),
      reasons: [...new Set(weighed.map(({ hit }) => hit.reason))].slice(0, 4),
      places: weighed.map(({ hit }) => hit.at),
    }
  })
}
