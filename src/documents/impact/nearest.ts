import { contextKeys } from './keys.ts'
import { comesBefore, guidanceWeights, isStated, nearness } from './omissions.ts'
import type { Counts, Guidance } from './plan.ts'
import { documentAt, type Stretch, type StretchDocument } from './stretch.ts'

/** A passage of an index. */
export interface Place {
  readonly stretch: Stretch
  readonly document: StretchDocument
  readonly index: number
}

/** The passage that comes nearest to a piece of guidance, or that one states it, by keys alone. */
export const nearest = (
  guidance: Guidance,
  counts: Counts,
  stretches: readonly Stretch[],
): 'stated' | Place | undefined => {
  const weighed = guidanceWeights(guidance, counts)
  const headings = contextKeys(guidance.keys)
  const keys = guidance.keys.map((key, at) => ({
    key,
    heading: headings[at] ?? '',
    weight: weighed.weights.get(key) ?? 0,
  }))
  let best:
    | { readonly passage: { path: string; index: number }; readonly score: number }
    | undefined
  let place: Place | undefined
  for (const stretch of stretches) {
    const own = new Float64Array(stretch.size)
    const above = new Float64Array(stretch.size)
    const touched: number[] = []
    const add = (sums: Float64Array, key: string, weight: number): void => {
      const positions = stretch.positionsOf(key)
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at] ?? 0
        if (own[position] === 0 && above[position] === 0) touched.push(position)
        sums[position] = (sums[position] ?? 0) + weight
      }
    }
    for (const { key, weight } of keys) add(own, key, weight)
    for (const { heading, weight } of keys) add(above, heading, weight)
    for (const position of touched) {
      const text = own[position] ?? 0
      if (isStated(text, weighed)) return 'stated'
      // Documents for operators come first: no score is above this.
      if (best !== undefined && nearness(text, above[position] ?? 0, true) < best.score) continue
      const document = documentAt(stretch, position)
      if (document === undefined) continue
      const score = nearness(text, above[position] ?? 0, document.forOperators)
      const index = position - document.from
      const here = { passage: { path: document.path, index }, score }
      if (best !== undefined && !comesBefore(here, best)) continue
      best = here
      place = { stretch, document, index }
    }
  }
  return place
}
