import type { FactMatcher } from './hit.ts'
import { nearest, type Place } from './nearest.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import { signWeight } from './score.ts'
import { weakest } from './shortlist.ts'
import { documentAt, documentsWith, positionsOfGroup, type Stretch } from './stretch.ts'
import { fewestWords, isTelling, summaryStrength, topicWeights } from './summary.ts'

/** What an index tells of a plan before any passage is read. */
export interface Retrieved {
  readonly counts: Counts
  /** Passages worth reading, and what each may come to at most: the most promising first. */
  readonly worth: readonly (Place & { readonly bound: number })[]
  /** For each piece of guidance: stated somewhere, or the place that comes nearest, if any does. */
  readonly guidance: readonly ('stated' | Place | undefined)[]
}

/**
 * Finds by keys alone what all documents show of a plan. It leaves out no passage that `weighing`
 * would put onto the list: `bound` is never below the confidence it comes to.
 */
export const retrieve = (plan: ImpactPlan, stretches: readonly Stretch[]): Retrieved => {
  const found = stretches.map((stretch) => findFacts(plan, stretch))
  const counts = countsOf(plan, stretches, found)
  const worth = stretches.flatMap((stretch, at) =>
    worthReading(plan, counts, stretch, found[at] ?? new Map()),
  )
  return {
    counts,
    worth: worth.sort((a, b) => b.bound - a.bound),
    guidance: plan.guidance.map((guidance) => nearest(guidance, counts, stretches)),
  }
}

/** The passages in which each fact could stand, and the most that a hit in each can be. */
type Found = ReadonlyMap<
  string,
  { readonly positions: readonly number[]; readonly most: readonly number[] }
>

const findFacts = ({ matchers }: ImpactPlan, stretch: Stretch): Found => {
  const strengths = new Float64Array(stretch.size)
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
  { topics }: ImpactPlan,
  stretches: readonly Stretch[],
  found: readonly Found[],
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
      [...new Set(topics.flat())].map((key) => [
        key,
        sum(({ positionsOf }) => positionsOf(key).length),
      ]),
    ),
  }
}

const worthReading = (
  plan: ImpactPlan,
  counts: Counts,
  stretch: Stretch,
  found: Found,
): Retrieved['worth'] => {
  const doubt = new Float64Array(stretch.size).fill(1)
  const touched = new Set<number>()
  for (const [fact, { positions, most }] of found) {
    const factor = signWeight(1, counts, fact)
    positions.forEach((position, at) => {
      touched.add(position)
      doubt[position] = (doubt[position] ?? 1) * (1 - (most[at] ?? 0) * factor)
    })
  }
  const shared = sharedWords(plan, counts, stretch)
  for (const position of shared.keys()) touched.add(position)
  const worth: (Place & { readonly bound: number })[] = []
  for (const position of touched) {
    const words = shared.get(position) ?? 0
    const bound = 1 - (doubt[position] ?? 1) * (1 - words * summaryStrength)
    const document = bound >= weakest ? documentAt(stretch, position) : undefined
    if (document !== undefined)
      worth.push({ stretch, document, index: position - document.from, bound })
  }
  return worth
}

/** How much of a topic's rare words each passage shares: `coverage`, as far as keys tell. */
const sharedWords = (
  { topics }: ImpactPlan,
  counts: Counts,
  stretch: Stretch,
): ReadonlyMap<number, number> => {
  const shared = new Map<number, number>()
  const sums = new Float64Array(stretch.size)
  const times = new Uint8Array(stretch.size)
  for (const topic of topics) {
    const { weights, total } = topicWeights(topic, counts)
    const telling = [...weights].filter(([, weight]) => isTelling(weight))
    const enough: number[] = []
    for (const [key, weight] of telling) {
      const positions = stretch.positionsOf(key)
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at] ?? 0
        sums[position] = (sums[position] ?? 0) + weight
        const count = (times[position] ?? 0) + 1
        times[position] = count
        if (count === fewestWords) enough.push(position)
      }
    }
    for (const position of enough) {
      const share = Math.min(1, (sums[position] ?? 0) / total)
      shared.set(position, Math.max(shared.get(position) ?? 0, share))
    }
    sums.fill(0)
    times.fill(0)
  }
  return shared
}
