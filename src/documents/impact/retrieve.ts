import type { FactMatcher, KeyGroup } from './hit.ts'
import { contextKeys } from './keys.ts'
import { comesBefore, guidanceWeights, isStated, nearness } from './omissions.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import { signWeight } from './score.ts'
import { weakest } from './shortlist.ts'
import { fewestWords, isTelling, summaryStrength, topicWeights } from './summary.ts'

/**
 * Some documents of an index, worked on at once: their passages stand at positions from 0 to `size`,
 * document after document. Positions are given in rising order.
 */
export interface Stretch {
  readonly size: number
  readonly documents: readonly StretchDocument[]
  /** Where the passages stand that have a key. */
  readonly positionsOf: (key: string) => ArrayLike<number>
}

export interface StretchDocument {
  readonly path: string
  /** Keys of its title. */
  readonly title: readonly string[]
  readonly forOperators: boolean
  /** Position of its first passage, and one after the last. */
  readonly from: number
  readonly to: number
}

export interface Place {
  readonly stretch: Stretch
  readonly document: StretchDocument
  readonly index: number
}

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
    guidance: plan.guidance.map((_, at) => nearest(plan, counts, stretches, at)),
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
      for (const { position, atMost } of ways.flatMap((way) => findWay(way, stretch))) {
        if (strengths[position] === 0) positions.push(position)
        strengths[position] = Math.max(strengths[position] ?? 0, atMost)
      }
      const most = positions.map((position) => strengths[position] ?? 0)
      for (const position of positions) strengths[position] = 0
      return [fact, { positions, most }]
    }),
  )
}

const findWay = (
  { keys, inDocumentsWith }: FactMatcher,
  stretch: Stretch,
): readonly { readonly position: number; readonly atMost: number }[] => {
  const among = inDocumentsWith === undefined ? undefined : documentsWith(stretch, inDocumentsWith)
  return keys.flatMap((group) =>
    Array.from(positionsOfGroup(stretch, group), (position) => ({
      position,
      atMost: group.atMost,
    })).filter(({ position }) => among?.[position] !== 0),
  )
}

const positionsOfGroup = (
  { size, positionsOf }: Stretch,
  { all, least = all.length }: KeyGroup,
): ArrayLike<number> & Iterable<number> => {
  const lists = all.map(positionsOf).sort((a, b) => a.length - b.length)
  const [first] = lists
  if (first === undefined || (least === all.length && first.length === 0)) return []
  if (lists.length === 1) return Array.from(first)
  const times = new Uint8Array(size)
  for (const list of lists)
    for (let at = 0; at < list.length; at++) {
      const position = list[at] ?? 0
      times[position] = (times[position] ?? 0) + 1
    }
  const enough: number[] = []
  // Whatever has enough of them stands in one of those lists that are more than it may lack.
  for (const list of lists.slice(0, lists.length - least + 1))
    for (let at = 0; at < list.length; at++) {
      const position = list[at] ?? 0
      if ((times[position] ?? 0) < least) continue
      times[position] = 0
      enough.push(position)
    }
  return enough
}

/** Whether a document's title or one of its passages has all the keys. */
export const documentHas = (
  stretch: Stretch,
  { title, from, to }: StretchDocument,
  keys: readonly string[],
): boolean =>
  keys.every((key) => title.includes(key)) ||
  Array.from(positionsOfGroup(stretch, { all: keys, atMost: 1 })).some(
    (position) => position >= from && position < to,
  )

/** 1 at the positions of documents whose title or one passage has all the keys. */
const documentsWith = (stretch: Stretch, keys: readonly string[]): Uint8Array => {
  const among = new Uint8Array(stretch.size)
  const naming = Uint32Array.from(positionsOfGroup(stretch, { all: keys, atMost: 1 })).sort()
  let next = 0
  for (const { title, from, to } of stretch.documents) {
    while ((naming[next] ?? Number.POSITIVE_INFINITY) < from) next++
    const named = (naming[next] ?? Number.POSITIVE_INFINITY) < to
    if (named || keys.every((key) => title.includes(key))) among.fill(1, from, to)
  }
  return among
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
  { topics }: ImpactPlan,
  counts: Counts,
  stretch: Stretch,
  found: Found,
): Retrieved['worth'] => {
  const doubt = new Float64Array(stretch.size).fill(1)
  for (const [fact, { positions, most }] of found) {
    const factor = signWeight(1, counts, fact)
    for (const [at, position] of positions.entries())
      doubt[position] = (doubt[position] ?? 1) * (1 - (most[at] ?? 0) * factor)
  }
  const shared = new Float64Array(stretch.size)
  for (const topic of topics) {
    const { weights, total } = topicWeights(topic, counts)
    const telling = [...weights].filter(([, weight]) => isTelling(weight))
    const { sums, times } = added(stretch, telling)
    for (let position = 0; position < stretch.size; position++)
      if ((times[position] ?? 0) >= fewestWords)
        shared[position] = Math.max(
          shared[position] ?? 0,
          Math.min(1, (sums[position] ?? 0) / total),
        )
  }
  const worth: (Place & { readonly bound: number })[] = []
  for (const document of stretch.documents)
    for (let position = document.from; position < document.to; position++) {
      const bound = 1 - (doubt[position] ?? 1) * (1 - (shared[position] ?? 0) * summaryStrength)
      if (bound >= weakest)
        worth.push({ stretch, document, index: position - document.from, bound })
    }
  return worth
}

/** The weights of all keys that each passage has, in their order, and how many keys it has. */
const added = (
  { size, positionsOf }: Stretch,
  weights: readonly (readonly [string, number])[],
): { readonly sums: Float64Array; readonly times: Uint8Array } => {
  const sums = new Float64Array(size)
  const times = new Uint8Array(size)
  for (const [key, weight] of weights) {
    const positions = positionsOf(key)
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] ?? 0
      sums[position] = (sums[position] ?? 0) + weight
      times[position] = (times[position] ?? 0) + 1
    }
  }
  return { sums, times }
}

const nearest = (
  plan: ImpactPlan,
  counts: Counts,
  stretches: readonly Stretch[],
  at: number,
): 'stated' | Place | undefined => {
  const guidance = plan.guidance[at]
  if (guidance === undefined) return undefined
  const weighed = guidanceWeights(guidance, counts)
  const inText = [...weighed.weights]
  const inHeadings = contextKeys(guidance.keys).map(
    (key, index) => [key, inText[index]?.[1] ?? 0] as const,
  )
  let best:
    | { readonly passage: { path: string; index: number }; readonly score: number }
    | undefined
  let place: Place | undefined
  for (const stretch of stretches) {
    const own = added(stretch, inText)
    const above = added(stretch, inHeadings)
    for (const document of stretch.documents)
      for (let position = document.from; position < document.to; position++) {
        if (!own.times[position] && !above.times[position]) continue
        if (isStated(own.sums[position] ?? 0, weighed)) return 'stated'
        const score = nearness(
          own.sums[position] ?? 0,
          above.sums[position] ?? 0,
          document.forOperators,
        )
        if (best !== undefined && score < best.score) continue
        const index = position - document.from
        const here = { passage: { path: document.path, index }, score }
        if (best !== undefined && !comesBefore(here, best)) continue
        best = here
        place = { stretch, document, index }
      }
  }
  return place
}
