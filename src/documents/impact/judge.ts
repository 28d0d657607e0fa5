import { partsOf } from './parts.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import type { Promising, Surroundings } from './promise.ts'
import { type Evidence, type Sighting, sight, signWeight } from './score.ts'
import { type Signs, signsOf } from './signs.ts'
import { constant, signWeights } from './weights.ts'

/** A promising place with its passage. */
export interface Read {
  readonly place: Promising
  readonly passage: PreparedPassage
}

/**
 * Judges all passages that were read together, long ones in parts: how surely each is false now. The weights of the signs
 * are learnt from the evaluation set (`scripts/learn-impact.ts`), so that of the candidates with a
 * confidence of 0.8 about eight in ten were marked.
 */
export const judge = (
  plan: ImpactPlan,
  counts: Counts,
  read: readonly Read[],
): readonly Evidence[] => {
  const passages = read.flatMap(({ place: { surroundings }, passage }) =>
    partsOf(passage).map((part) => ({
      passage: part,
      sighting: sight(plan, part),
      surroundings,
    })),
  )
  const signs = signsOf(plan, counts, passages)
  return passages.map(({ passage, sighting, surroundings }, at) => {
    const { signs: own = {}, shown = [] } = signs[at] ?? {}
    return {
      path: passage.path,
      passage: passage.passage,
      confidence: confidenceOf(own),
      signs: own,
      reasons: reasonsOf(sighting, counts, shown, surroundings),
    }
  })
}

/** A sign counts at most so many deviations from its mean: beyond, nothing was learnt. */
const farthest = 4

const confidenceOf = (signs: Signs): number => {
  let sum = constant
  for (const [name, { mean, deviation, weight }] of Object.entries(signWeights)) {
    const far = ((signs[name] ?? 0) - mean) / deviation
    sum += weight * Math.max(-farthest, Math.min(farthest, far))
  }
  return 1 / (1 + Math.exp(-sum))
}

const mostReasons = 4
const mostWords = 5

const reasonsOf = (
  { hits }: Sighting,
  counts: Counts,
  words: readonly string[],
  { share, most }: Surroundings,
): readonly string[] => {
  const weighed = [...hits]
    .map(([fact, hit]) => ({ hit, weight: signWeight(hit.strength, counts, fact) }))
    .sort((a, b) => b.weight - a.weight)
  const reasons = [...new Set(weighed.map(({ hit }) => hit.reason))].slice(0, mostReasons)
  if (words.length > 0) reasons.push(`shares the words ${words.slice(0, mostWords).join(', ')}`)
  if (most > 2 * share || reasons.length === 0)
    reasons.push('stands beside passages or below a heading that speak of the matter')
  return reasons
}
