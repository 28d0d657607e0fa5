import type { Passage } from '../../kernel/passage.ts'
import { finds, type Hit } from './hit.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { rarity } from './rarity.ts'

/** What one passage shows of the facts, whatever stands elsewhere. */
export interface Sighting {
  /** The strongest hit of each fact. */
  readonly hits: ReadonlyMap<string, Hit>
}

/** What was found in one passage, together. */
export interface Evidence {
  readonly path: string
  readonly passage: Passage
  readonly confidence: number
  /** What speaks for and against it, by name: see `weights.ts`. */
  readonly signs: Readonly<Record<string, number>>
  readonly reasons: readonly string[]
}

export const sight = ({ matchers }: ImpactPlan, passage: PreparedPassage): Sighting => {
  const hits = new Map<string, Hit>()
  for (const matcher of matchers) {
    const hit = finds(matcher, passage) ? matcher.match(passage) : undefined
    if (hit !== undefined && hit.strength > (hits.get(matcher.fact)?.strength ?? 0))
      hits.set(matcher.fact, hit)
  }
  return { hits }
}

/** A sign that stands all over the documents says less. */
export const signWeight = (strength: number, { facts, passages }: Counts, fact: string): number =>
  strength * (0.6 + 0.4 * rarity(facts.get(fact) ?? 1, passages))
