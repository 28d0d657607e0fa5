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
const mostHeld = 2 * mostRead

/** The most promising places, best first; of equals the first by path and place. */
export const promising = (
  plan: ImpactPlan,
  counts: Counts,
  stretches: readonly Stretch[],
  found: readonly FactPlaces[],
): readonly Promising[] => {
  const size = largest(stretches)
  // One stretch after the other in the same room: a large library does not fill the memory.
  const room: Room = {
    all: new Float64Array(size),
    facts: new Float64Array(size),
    counted: new Int32Array(size),
  }
  let held: Spot[] = []
  let least = 0
  for (const [at, stretch] of stretches.entries()) {
    promises(plan, counts, stretch, found[at] ?? new Map(), room)
    held = held.concat(spotsOf(stretch, room, least))
    if (held.length < mostHeld) continue
    held = bestOf(held)
    least = held.at(-1)?.promise ?? 0
  }
  return withSurroundings(bestOf(held))
}

const withSurroundings = (spots: readonly Spot[]): readonly Promising[] => {
  const best = spots[0]?.promise ?? 0
  const crowd = spots.filter(({ promise }) => promise > best / 2).length
  const bestDocument = Math.max(1e-9, ...spots.map(({ documentTop }) => documentTop))
  let rank = 0
  return spots.map(({ stretch, document, position, promise, around, fact, documentTop }, place) => {
    const before = spots[place - 1]
    if (before === undefined || before.promise > promise) rank = place
    const share = (distance: number): number => (around[reach + distance] ?? 0) / best
    const shares = around.flatMap((each, step) =>
      step === reach || each === null ? [] : [each / best],
    )
    return {
      stretch,
      document,
      index: position - document.from,
      surroundings: {
        promise,
        share: share(0),
        beside: Math.max(share(-1), share(1)),
        near: Math.max(share(-2), share(2)),
        mean: shares.reduce((sum, each) => sum + each, 0) / Math.max(1, shares.length),
        most: Math.max(share(0), ...shares),
        fact,
        document: documentTop / bestDocument,
        rank,
        crowd,
        best,
      },
    }
  })
}

/** For the passages of one stretch; what stood in it before does not matter. */
interface Room {
  readonly all: Float64Array
  /** The part that comes of signs of facts, 0 to 1. */
  readonly facts: Float64Array
  /** In which turn a passage was counted. */
  readonly counted: Int32Array
}

const promises = (
  { words }: ImpactPlan,
  counts: Counts,
  stretch: Stretch,
  found: FactPlaces,
  { all, facts, counted }: Room,
): void => {
  all.fill(0, 0, stretch.size)
  facts.fill(0, 0, stretch.size)
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
  counted.fill(-1, 0, stretch.size)
  const add = (key: string, value: number): void => {
    const positions = stretch.positionsOf(key)
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] ?? 0
      all[position] = (all[position] ?? 0) + value
    }
  }
  /** As `add`, where no other key of the same turn was there before. */
  const addOnce = (key: string, value: number, turn: number): void => {
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
    const [only = ''] = keys
    if (keys.length === 1) add(only, value[0] ?? 0)
    else for (const [nth, key] of keys.entries()) addOnce(key, value[nth] ?? 0, turn)
    for (const key of contextKeys(keys.slice(0, 1))) add(key, (value[0] ?? 0) * ofHeadings)
  }
}

interface Spot extends Omit<Place, 'index'> {
  readonly position: number
  readonly promise: number
  /** What the passages from `reach` before to `reach` after it promise; null beyond the document. */
  readonly around: readonly (number | null)[]
  /** The surest sign of a fact among them. */
  readonly fact: number
  /** What the best passages of its document promise together. */
  readonly documentTop: number
}

/** The best of a stretch that promise no less than `least`, with what stands around them. */
const spotsOf = (stretch: Stretch, { all, facts }: Room, least: number): readonly Spot[] => {
  const places: { readonly position: number; readonly promise: number }[] = []
  for (let position = 0; position < stretch.size; position++) {
    const promise = all[position] ?? 0
    if (promise !== 0 && promise >= least) places.push({ position, promise })
  }
  const tops = new Map<StretchDocument, number>()
  const spots = cut(places, ({ promise }) => promise).flatMap(({ position, promise }) => {
    const document = documentAt(stretch, position)
    if (document === undefined) return []
    const top = tops.get(document) ?? topOf(document, all)
    tops.set(document, top)
    const around: (number | null)[] = []
    let fact = 0
    for (let at = position - reach; at <= position + reach; at++) {
      const isInside = at >= document.from && at < document.to
      around.push(isInside ? (all[at] ?? 0) : null)
      if (isInside) fact = Math.max(fact, facts[at] ?? 0)
    }
    return [{ stretch, document, position, promise, around, fact, documentTop: top }]
  })
  return spots
}

/** Those that may be among the best: of equals at the end none is left out yet. */
const cut = <T>(all: readonly T[], promiseOf: (one: T) => number): readonly T[] => {
  if (all.length <= mostRead) return all
  const promised = Float64Array.from(all, promiseOf).sort()
  const least = promised[promised.length - mostRead] ?? 0
  return all.filter((one) => promiseOf(one) >= least)
}

const bestOf = (spots: readonly Spot[]): Spot[] =>
  [...spots]
    .sort(
      (a, b) =>
        b.promise - a.promise ||
        (a.document.path < b.document.path ? -1 : a.document.path > b.document.path ? 1 : 0) ||
        a.position - b.position,
    )
    .slice(0, mostRead)

/** The sum of its best, smallest first. */
const topOf = ({ from, to }: StretchDocument, all: Float64Array): number => {
  const best = new Float64Array(bestOfDocument)
  for (let at = from; at < to; at++) {
    const promise = all[at] ?? 0
    if (promise <= (best[0] ?? 0)) continue
    let place = 0
    for (; place + 1 < best.length && (best[place + 1] ?? 0) < promise; place++)
      best[place] = best[place + 1] ?? 0
    best[place] = promise
  }
  return best.reduce((sum, each) => sum + each, 0)
}
