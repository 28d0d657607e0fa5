import type { Counts } from './plan.ts'
import { rarity } from './rarity.ts'

/** Words of the summary alone never make more than this. */
export const summaryStrength = 0.45
export const fewestWords = 3
const rare = 0.3

/** How rare each key of a topic is, in its order, and how much they are together. */
export interface TopicWeights {
  readonly weights: ReadonlyMap<string, number>
  readonly total: number
}

export const topicWeights = (
  topic: readonly string[],
  { keys, passages }: Counts,
): TopicWeights => {
  const weights = new Map(topic.map((key) => [key, rarity(keys.get(key) ?? 1, passages)]))
  return {
    weights,
    total: Math.max(
      1,
      [...weights.values()].reduce((sum, weight) => sum + weight, 0),
    ),
  }
}

/** A word that stands all over the documents is no sign that a passage is about the matter. */
export const isTelling = (weight: number): boolean => weight > rare

/** How much of the best topic's rare words a passage shares, 0 to 1; nothing below three of them. */
export const coverage = (
  topics: readonly TopicWeights[],
  shared: readonly (readonly string[])[],
): number =>
  topics.reduce((most, { weights, total }, index) => {
    const own = shared[index] ?? []
    if (own.length < fewestWords) return most
    const telling = own.map((key) => weights.get(key) ?? 0).filter(isTelling)
    if (telling.length < fewestWords) return most
    return Math.max(most, Math.min(1, telling.reduce((sum, weight) => sum + weight, 0) / total))
  }, 0)
