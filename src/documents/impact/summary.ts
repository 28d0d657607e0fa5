import type { ImpactFacts } from './facts.ts'
import { lowerCase, type PreparedPassage, stemsOf } from './prepared-passage.ts'
import { rarity } from './rarity.ts'
import type { Evidence } from './score.ts'

/** Words of the summary alone never make more than this. */
const strength = 0.45
const fewestWords = 3

/**
 * Adds what the case's summary and guidance say in words: a passage that shares their rare words is
 * likelier to be about the matter. It raises other evidence, and stands alone when little else does.
 */
export const fullerSummary = (
  facts: ImpactFacts,
  passages: readonly PreparedPassage[],
  evidence: readonly Evidence[],
): readonly Evidence[] => {
  const texts = [facts.summary ?? '', ...(facts.guidance ?? [])].filter(
    (text) => text.trim() !== '',
  )
  if (texts.length === 0) return evidence
  const frequency = frequencies(passages)
  const weigh = (stem: string): number => rarity(frequency.get(stem) ?? 1, passages.length)
  const topics = texts.map((text) => [
    ...new Set(stemsOf(lowerCase(text)).map((stem) => stem.text)),
  ])
  const known = new Map(evidence.map((each) => [each.passage, each]))
  return passages.flatMap((passage) => {
    const found = known.get(passage)
    const shared = Math.max(...topics.map((topic) => coverage(topic, passage, weigh)))
    if (shared === 0) return found === undefined ? [] : [found]
    const weight = shared * strength * (passage.passage.kind === 'heading' ? 0.6 : 1)
    return [
      {
        passage,
        confidence: 1 - (1 - (found?.confidence ?? 0)) * (1 - weight),
        reasons: [...(found?.reasons ?? []), 'shares the words of the summary'],
        places: found?.places ?? [],
      },
    ]
  })
}

/** How much of a topic's rare words the passage has; 0 below three of them. */
const coverage = (
  topic: readonly string[],
  { stemSet }: PreparedPassage,
  weigh: (stem: string) => number,
): number => {
  const present = topic.filter((stem) => stemSet.has(stem) && weigh(stem) > 0.3)
  if (present.length < fewestWords) return 0
  const sum = (stems: readonly string[]): number =>
    stems.reduce((total, stem) => total + weigh(stem), 0)
  return Math.min(1, sum(present) / Math.max(1, sum(topic.slice(0, 60))))
}

const frequencies = (passages: readonly PreparedPassage[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { stemSet } of passages)
    for (const stem of stemSet) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}
