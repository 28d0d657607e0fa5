import type { FactMatcher } from './hit.ts'
import { nearest, type Place } from './nearest.ts'
import { type Counts, type ImpactPlan, keysCounted } from './plan.ts'
import { type FactPlaces, type Promising, promising } from './promise.ts'
import { documentsWith, largest, positionsOfGroup, type Stretch } from './stretch.ts'

/** What an index tells of a plan before any passage is read. */
export interface Retrieved {
  readonly counts: Counts
  /** Passages worth reading, the most promising first. */
  readonly worth: readonly Promising[]
  /** For each piece of guidance: stated somewhere, or the place that comes nearest, if any does. */
  readonly guidance: readonly ('stated' | Place | undefined)[]
}

/** Finds by keys alone what all documents show of a plan. */
export const retrieve = (plan: ImpactPlan, stretches: readonly Stretch[]): Retrieved => {
  const strengths = new Float64Array(largest(stretches))
  const found = stretches.map((stretch) => findFacts(plan, stretch, strengths))
  const counts = countsOf(plan, stretches, found)
  return {
    counts,
    worth: promising(plan, counts, stretches, found),
    guidance: plan.guidance.map((guidance) => nearest(guidance, counts, stretches)),
  }
}

/** `strengths`: zeros, at least as many as the stretch has passages; zeros again afterwards. */
const findFacts = (
  { matchers }: ImpactPlan,
  stretch: Stretch,
  strengths: Float64Array,
): FactPlaces => {
  const byFact = Map.groupBy(matchers, ({ fact }) => fact)
  return new Map(
    [...byFact].map(([fact, ways]) => {
      const positions: number[] = []
      for (const way of ways)
        findWay(way, stretch, (position, atMost) => {
          if (strengths[position] === 0) positions.push(position)
          strengths[position] = Math.max(strengths[position] ?? 0, atMost)
        })
      const most = positions.map((position) => strengths[position] ?? 0)
      for (const position of positions) strengths[position] = 0
      return [fact, { positions, most }]
    }),
  )
}

const findWay = (
  { keys, inDocumentsWith }: FactMatcher,
  stretch: Stretch,
  see: (position: number, atMost: number) => void,
): void => {
  let among: Uint8Array | undefined
  for (const group of keys) {
    const positions = positionsOfGroup(stretch, group)
    if (positions.length > 0 && inDocumentsWith !== undefined)
      among ??= documentsWith(stretch, inDocumentsWith)
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] ?? 0
      if (among?.[position] !== 0) see(position, group.atMost)
    }
  }
}

const countsOf = (
  plan: ImpactPlan,
  stretches: readonly Stretch[],
  found: readonly FactPlaces[],
): Counts => {
  const facts = new Map<string, number>()
  for (const each of found)
    for (const [fact, { positions }] of each)
      facts.set(fact, (facts.get(fact) ?? 0) + positions.length)
  const sum = (count: (stretch: Stretch) => number): number =>
    stretches.reduce((total, stretch) => total + count(stretch), 0)
  return {
    passages: sum(({ size }) => size),
    facts,
    keys: new Map(
      keysCounted(plan).map((key) => [key, sum(({ positionsOf }) => positionsOf(key).length)]),
    ),
  }
}
