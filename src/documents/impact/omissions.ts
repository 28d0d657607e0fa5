import type { PassageLocation } from '../../kernel/passage.ts'
import type { Counts, Guidance } from './plan.ts'
import { rarity } from './rarity.ts'

/** Guidance that operators need and no document gives; `where` is the path it should stand in. */
export interface Omission {
  readonly guidance: string
  readonly where: string
  /** The passage nearest to it, where there is one: the section to add it to. */
  readonly location?: PassageLocation
}

/** A passage with this share of the guidance's weighed words states it. */
const stated = 0.6
const operatorsWords =
  /secur|harden|admin|install|config|operat|deploy|ifu|instruction|guide|manual|handbook|network/i

export const isForOperators = (title: string): boolean => operatorsWords.test(title)

export interface GuidanceWeights {
  /** The rarest key first. */
  readonly weights: ReadonlyMap<string, number>
  readonly total: number
}

export const guidanceWeights = ({ keys }: Guidance, counts: Counts): GuidanceWeights => {
  const weights = new Map(
    keys
      .map((key) => [key, 0.2 + rarity(counts.keys.get(key) ?? 1, counts.passages)] as const)
      .sort(([, a], [, b]) => b - a),
  )
  return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) }
}

/** The weights of what is there, against all of the guidance. */
export const isStated = (own: number, { total }: GuidanceWeights): boolean =>
  own / Math.max(total, 1e-9) >= stated

/** How well a passage would take the guidance in: what it says, and half of what its headings say. */
export const nearness = (own: number, above: number, forOperators: boolean): number =>
  (own + 0.5 * above) * (forOperators ? 1.2 : 1)

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
