import type { PassageLocation } from '../../kernel/passage.ts'
import { lowerCase, type PreparedPassage, stemsOf } from './prepared-passage.ts'
import { rarity } from './rarity.ts'

/** Guidance that operators need and no document gives; `where` is the path it should stand in. */
export interface Omission {
  readonly guidance: string
  readonly where: string
  /** The passage nearest to it, where there is one: the section to add it to. */
  readonly location?: PassageLocation
}

/** A passage with this share of the guidance's weighed words states it. */
const stated = 0.7
const forOperators =
  /secur|harden|admin|install|config|operat|deploy|ifu|instruction|guide|manual|handbook|network/i

/**
 * Which guidance stands nowhere, and where it belongs: beside the passage that comes nearest,
 * documents for operators first.
 */
export const findOmissions = (
  guidance: readonly string[],
  documents: readonly (readonly PreparedPassage[])[],
): readonly Omission[] => {
  const passages = documents.flat()
  const counts = new Map<string, number>()
  for (const { stemSet } of passages)
    for (const stem of stemSet) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return guidance.flatMap((text) => {
    const stems = [...new Set(stemsOf(lowerCase(text)).map((stem) => stem.text))]
    const weights = new Map(
      stems.map((stem) => [stem, 0.2 + rarity(counts.get(stem) ?? 1, passages.length)]),
    )
    const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
    let best: { readonly passage: PreparedPassage; readonly score: number } | undefined
    for (const passage of passages) {
      const share = shareOf(weights, passage) / Math.max(total, 1e-9)
      if (share >= stated) return []
      const context = shareOf(weights, {
        stemSet: new Set(stemsOf(passage.context).map((stem) => stem.text)),
      })
      const score =
        (share + (0.5 * context) / Math.max(total, 1e-9)) *
        (forOperators.test(passage.path) ? 1.2 : 1)
      if (score > (best?.score ?? 0)) best = { passage, score }
    }
    if (best !== undefined)
      return [{ guidance: text, where: best.passage.path, location: best.passage.passage.location }]
    const [first] = documents.flatMap((document) => document.slice(0, 1))
    return [{ guidance: text, where: first?.path ?? '' }]
  })
}

const shareOf = (
  weights: ReadonlyMap<string, number>,
  { stemSet }: Pick<PreparedPassage, 'stemSet'>,
): number => {
  let sum = 0
  for (const [stem, weight] of weights) if (stemSet.has(stem)) sum += weight
  return sum
}
