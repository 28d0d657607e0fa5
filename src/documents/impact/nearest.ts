import { contextKeys } from './keys.ts'
import { comesBefore, guidanceWeights, isStated, nearness } from './omissions.ts'
import type { Counts, Guidance } from './plan.ts'
import { documentAt, largest, type Stretch, type StretchDocument } from './stretch.ts'

/** A passage of an index. */
export interface Place {
  readonly stretch: Stretch
  readonly document: StretchDocument
  readonly index: number
}

/**
 * The passage that comes nearest to a piece of guidance, or that one states it, by keys alone. The
 * rarest keys come first: a passage that has none of them is soon known to come second.
 */
export const nearest = (
  guidance: Guidance,
  counts: Counts,
  stretches: readonly Stretch[],
): 'stated' | Place | undefined => {
  const weighed = guidanceWeights(guidance, counts)
  const keys = [...weighed.weights].map(([key, weight]) => ({
    key,
    heading: contextKeys([key])[0] ?? '',
    weight,
  }))
  const own = new Float64Array(largest(stretches))
  const above = new Float64Array(own.length)
  let best: Best | undefined
  for (const stretch of stretches) {
    const touched: number[] = []
    const add = (sums: Float64Array, key: string, weight: number, isDeciding: boolean): void => {
      const positions = stretch.positionsOf(key)
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at] ?? 0
        if (own[position] === 0 && above[position] === 0) {
          if (!isDeciding) continue
          touched.push(position)
        }
        sums[position] = (sums[position] ?? 0) + weight
      }
    }
    let left = weighed.total
    for (const { key, heading, weight } of keys) {
      // Could a passage with nothing but this key and those after it state it, or come nearer?
      const isDeciding =
        isStated(left, weighed) || nearness(left, left, true) >= (best?.score ?? 0) - slack
      add(own, key, weight, isDeciding)
      add(above, heading, weight, isDeciding)
      left -= weight
    }
    for (const position of touched) {
      const text = own[position] ?? 0
      if (isStated(text, weighed)) return 'stated'
      best = better(best, stretch, position, text, above[position] ?? 0)
    }
    for (const position of touched) {
      own[position] = 0
      above[position] = 0
    }
  }
  return best?.place
}

/** Far more than sums in another order may differ. */
const slack = 1e-6

interface Best {
  readonly passage: { readonly path: string; readonly index: number }
  readonly score: number
  readonly place: Place
}

const better = (
  best: Best | undefined,
  stretch: Stretch,
  position: number,
  own: number,
  above: number,
): Best | undefined => {
  // Documents for operators come first: no score is above this.
  if (best !== undefined && nearness(own, above, true) < best.score) return best
  const document = documentAt(stretch, position)
  if (document === undefined) return best
  const score = nearness(own, above, document.forOperators)
  const index = position - document.from
  const here = { passage: { path: document.path, index }, score }
  if (best !== undefined && !comesBefore(here, best)) return best
  return { ...here, place: { stretch, document, index } }
}
