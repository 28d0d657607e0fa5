import type { PassageLocation } from '../../kernel/passage.ts'
import { contextKeys } from './keys.ts'
import type { Counts, Guidance } from './plan.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { rarity } from './rarity.ts'

/** Guidance that operators need and no document gives; `where` is the path it should stand in. */
export interface Omission {
  readonly guidance: string
  readonly where: string
  /** The passage nearest to it, where there is one: the section to add it to. */
  readonly location?: PassageLocation
}

/** A passage that has something of a piece of guidance. */
export interface NearPassage {
  readonly path: string
  readonly index: number
  readonly location: PassageLocation
  /** Keys of the guidance in its text, and in the headings above, in the guidance's order. */
  readonly own: readonly string[]
  readonly above: readonly string[]
  readonly forOperators: boolean
}

/** A passage with this share of the guidance's weighed words states it. */
const stated = 0.7
const operatorsWords =
  /secur|harden|admin|install|config|operat|deploy|ifu|instruction|guide|manual|handbook|network/i

export const isForOperators = (title: string): boolean => operatorsWords.test(title)

/** What a passage has of a piece of guidance; undefined where that is nothing. */
export const nearTo = ({ keys }: Guidance, passage: PreparedPassage): NearPassage | undefined => {
  const own = keys.filter((key) => passage.keys.has(key))
  const headings = contextKeys(keys)
  const above = keys.filter((_, at) => passage.keys.has(headings[at] ?? ''))
  if (own.length === 0 && above.length === 0) return undefined
  return {
    path: passage.path,
    index: passage.passage.index,
    location: passage.passage.location,
    own,
    above,
    forOperators: passage.document.forOperators,
  }
}

export interface GuidanceWeights {
  readonly weights: ReadonlyMap<string, number>
  readonly total: number
}

export const guidanceWeights = ({ keys }: Guidance, counts: Counts): GuidanceWeights => {
  const weights = new Map(
    keys.map((key) => [key, 0.2 + rarity(counts.keys.get(key) ?? 1, counts.passages)]),
  )
  return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) }
}

/** The weights of what is there, against all of the guidance. */
export const isStated = (own: number, { total }: GuidanceWeights): boolean =>
  own / Math.max(total, 1e-9) >= stated

/** How well a passage would take the guidance in: what it says, and half of what its headings say. */
export const nearness = (own: number, above: number, forOperators: boolean): number =>
  (own + 0.5 * above) * (forOperators ? 1.2 : 1)

/**
 * Where a piece of guidance belongs: beside the passage that comes nearest, documents for operators
 * first; in the first document when none comes near. Undefined where a passage states it.
 */
export const omissionOf = (
  guidance: Guidance,
  near: readonly NearPassage[],
  counts: Counts,
  firstPath: string,
): Omission | undefined => {
  const weighed = guidanceWeights(guidance, counts)
  const sum = (keys: readonly string[]): number =>
    keys.reduce((total, key) => total + (weighed.weights.get(key) ?? 0), 0)
  let best: { readonly passage: NearPassage; readonly score: number } | undefined
  for (const passage of near) {
    const own = sum(passage.own)
    if (isStated(own, weighed)) return undefined
    const score = nearness(own, sum(passage.above), passage.forOperators)
    if (best === undefined || comesBefore({ passage, score }, best)) best = { passage, score }
  }
  return best === undefined
    ? { guidance: guidance.text, where: firstPath }
    : { guidance: guidance.text, where: best.passage.path, location: best.passage.location }
}

interface Place {
  readonly passage: { readonly path: string; readonly index: number }
  readonly score: number
}

/** The nearer; of equals the first by path and place. */
export const comesBefore = (a: Place, b: Place): boolean =>
  a.score !== b.score
    ? a.score > b.score
    : a.passage.path !== b.passage.path
      ? a.passage.path < b.passage.path
      : a.passage.index < b.passage.index
