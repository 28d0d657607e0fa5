import { contextKeys } from './keys.ts'
import type { Place } from './nearest.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import { telling } from './rarity.ts'
import { signWeight } from './score.ts'
import { documentAt, largest, type Stretch, type StretchDocument } from './stretch.ts'

/** Passages that are read and judged: those that promise most by their keys alone. */
const mostRead = 400

/** What the keys of a passage and of those around it tell, before any is read. */
export interface Surroundings {
  /** By its own keys, and as a share of the best. */
  readonly promise: number
  readonly share: number
  /** The better of the passages beside it, and of those after next: shares of the best. */
  readonly beside: number
  readonly near: number
  /** Of all passages around it: the mean and the best, as shares; the surest sign of a fact. */
  readonly mean: number
  readonly most: number
  readonly fact: number
  /** Its document by its five best passages, as a share of the best document. */
  readonly document: number
  /** Places that promise more. */
  readonly rank: number
  /** How many promise more than half of the best. */
  readonly crowd: number
  /** What the best promises. */
  readonly best: number
}

export type Promising = Place & { readonly surroundings: Surroundings }

/** Which fact may stand where, and the most that a hit can be. */
export type FactPlaces = ReadonlyMap<
  string,
  { readonly positions: readonly number[]; readonly most: readonly number[] }
>

/** How much headings above say beside the text, and signs of facts beside words. */
const ofHeadings = 0.4
const ofFacts = 1.5
const otherLanguage = 0.9
/** How far the surroundings reach. */
const reach = 6
const bestOfDocument = 5
/** Places kept while the best are sought. */
const mostHeld = 5_000

/** The most promising places, best first; of equals the first by path and place. */
export const promising = (
  plan: ImpactPlan,
  counts: Counts,
  stretches: readonly Stretch[],
  found: readonly FactPlaces[],
): readonly Promising[] => {
  const counted = new Int32Array(largest(stretches))
  const weighed = new Map(
    stretches.map((stretch, at) => [
      stretch,
      promises(plan, counts, stretch, found[at] ?? new Map(), counted),
    ]),
  )
  const first = bestPlaces(weighed)
  const promiseOf = ({ stretch, position }: Spot): number =>
    weighed.get(stretch)?.all[position] ?? 0
  const best = first[0] === undefined ? 0 : promiseOf(first[0])
  const crowd = first.filter((spot) => promiseOf(spot) > best / 2).length
  const documents = new Map<StretchDocument, number>()
  for (const { stretch, document } of first)
    if (!documents.has(document))
      documents.set(document, topOf(document, weighed.get(stretch)?.all))
  const bestDocument = Math.max(1e-9, ...documents.values())
  let rank = 0
  return first.map((spot, place) => {
    const before = first[place - 1]
    if (before === undefined || promiseOf(before) > promiseOf(spot)) rank = place
    const { all, facts } = weighed.get(spot.stretch) ?? nothing
    const { from, to } = spot.document
    const share = (position: number): number =>
      position < from || position >= to ? 0 : (all[position] ?? 0) / best
    const around = range(Math.max(from, spot.position - reach), spot.position).concat(
      range(spot.position + 1, Math.min(to, spot.position + reach + 1)),
    )
    const shares = around.map(share)
    return {
      stretch: spot.stretch,
      document: spot.document,
      index: spot.position - from,
      surroundings: {
        promise: all[spot.position] ?? 0,
        share: share(spot.position),
        beside: Math.max(share(spot.position - 1), share(spot.position + 1)),
        near: Math.max(share(spot.position - 2), share(spot.position + 2)),
        mean: shares.reduce((sum, each) => sum + each, 0) / Math.max(1, shares.length),
        most: Math.max(share(spot.position), ...shares),
        fact: Math.max(facts[spot.position] ?? 0, ...around.map((at) => facts[at] ?? 0)),
        document: (documents.get(spot.document) ?? 0) / bestDocument,
        rank,
        crowd,
        best,
      },
    }
  })
}

interface Promises {
  readonly all: Float64Array
  /** The part that comes of signs of facts, 0 to 1. */
  readonly facts: Float64Array
}
const nothing: Promises = { all: new Float64Array(), facts: new Float64Array() }

/** `counted`: room for a number for each passage; what stands in it does not matter. */
const promises = (
  { words }: ImpactPlan,
  counts: Counts,
  stretch: Stretch,
  found: FactPlaces,
  counted: Int32Array,
): Promises => {
  const all = new Float64Array(stretch.size)
  const facts = new Float64Array(stretch.size)
  for (const [fact, { positions, most }] of found) {
    const factor = signWeight(1, counts, fact)
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] ?? 0
      const before = facts[position] ?? 0
      const now = 1 - (1 - before) * (1 - (most[at] ?? 0) * factor)
      facts[position] = now
      all[position] = ofFacts * now
    }
  }
  counted.fill(-1)
  const add = (key: string, value: number, turn: number): void => {
    const positions = stretch.positionsOf(key)
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] ?? 0
      if (counted[position] === turn) continue
      counted[position] = turn
      all[position] = (all[position] ?? 0) + value
    }
  }
  for (const [turn, { keys, weight }] of words.entries()) {
    const value = keys.map(
      (key, nth) =>
        weight *
        (nth === 0 ? 1 : otherLanguage) *
        telling(counts.keys.get(key) ?? 0, counts.passages),
    )
    for (const [nth, key] of keys.entries()) add(key, value[nth] ?? 0, 2 * turn)
    for (const key of contextKeys(keys.slice(0, 1)))
      add(key, (value[0] ?? 0) * ofHeadings, 2 * turn + 1)
  }
  return { all, facts }
}

interface Spot extends Omit<Place, 'index'> {
  readonly position: number
}

const bestPlaces = (weighed: ReadonlyMap<Stretch, Promises>): readonly Spot[] => {
  let held: (Spot & { readonly promise: number })[] = []
  let least = 0
  const best = (): typeof held =>
    held
      .sort(
        (a, b) =>
          b.promise - a.promise ||
          (a.document.path < b.document.path ? -1 : a.document.path > b.document.path ? 1 : 0) ||
          a.position - b.position,
      )
      .slice(0, mostRead)
  for (const [stretch, { all }] of weighed)
    for (let position = 0; position < stretch.size; position++) {
      const promise = all[position] ?? 0
      if (promise === 0 || promise < least) continue
      const document = documentAt(stretch, position)
      if (document === undefined) continue
      held.push({ stretch, document, position, promise })
      if (held.length < mostHeld) continue
      held = best()
      least = held.at(-1)?.promise ?? 0
    }
  return best()
}

const topOf = ({ from, to }: StretchDocument, all: Float64Array = nothing.all): number =>
  all
    .slice(from, to)
    .sort()
    .slice(-bestOfDocument)
    .reduce((sum, each) => sum + each, 0)

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
