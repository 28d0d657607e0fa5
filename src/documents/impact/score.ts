import type { Passage } from '../../kernel/passage.ts'
import { finds, type Hit } from './hit.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { rarity } from './rarity.ts'
import { coverage, summaryStrength, type TopicWeights, topicWeights } from './summary.ts'

/** What one passage shows of the facts, whatever stands elsewhere. */
export interface Sighting {
  readonly path: string
  readonly passage: Passage
  /** The strongest hit of each fact. */
  readonly hits: ReadonlyMap<string, Hit>
  /** Which keys of each topic it has. */
  readonly shared: readonly (readonly string[])[]
}

/** What was found in one passage, together. */
export interface Evidence {
  readonly path: string
  readonly passage: Passage
  readonly confidence: number
  readonly reasons: readonly string[]
  readonly places: readonly number[]
}

export const sight = ({ matchers, topics }: ImpactPlan, passage: PreparedPassage): Sighting => {
  const hits = new Map<string, Hit>()
  for (const matcher of matchers) {
    const hit = finds(matcher, passage) ? matcher.match(passage) : undefined
    if (hit !== undefined && hit.strength > (hits.get(matcher.fact)?.strength ?? 0))
      hits.set(matcher.fact, hit)
  }
  return {
    path: passage.path,
    passage: passage.passage,
    hits,
    shared: topics.map((keys) => keys.filter((key) => passage.keys.has(key))),
  }
}

/** A heading alone states little. */
const headingFactor = (kind: Passage['kind']): number => (kind === 'heading' ? 0.6 : 1)

/** A sign that stands all over the documents says less. */
export const signWeight = (strength: number, { facts, passages }: Counts, fact: string): number =>
  strength * (0.6 + 0.4 * rarity(facts.get(fact) ?? 1, passages))

/**
 * Joins what a passage shows: its hits as independent signs, 1 - Π(1 - weight), and the words that it
 * shares with the summary, which raise other evidence and stand alone when little else does.
 */
export const weighing = (
  { topics }: ImpactPlan,
  counts: Counts,
): ((sighting: Sighting) => Evidence) => {
  const weights = topics.map((topic) => topicWeights(topic, counts))
  return (sighting) => weigh(sighting, counts, weights)
}

const weigh = (
  { path, passage, hits, shared }: Sighting,
  counts: Counts,
  topics: readonly TopicWeights[],
): Evidence => {
  const weighed = [...hits]
    .map(([fact, hit]) => ({ hit, weight: signWeight(hit.strength, counts, fact) }))
    .sort((a, b) => b.weight - a.weight)
  const doubt = weighed.reduce((product, { weight }) => product * (1 - weight), 1)
  const factor = headingFactor(passage.kind)
  const words = coverage(topics, shared)
  return {
    path,
    passage,
    confidence: 1 - (1 - (1 - doubt) * factor) * (1 - words * summaryStrength * factor),
    reasons: [
      ...[...new Set(weighed.map(({ hit }) => hit.reason))].slice(0, 4),
      ...(words > 0 ? ['shares the words of the summary'] : []),
    ],
    places: weighed.map(({ hit }) => hit.at),
  }
}
