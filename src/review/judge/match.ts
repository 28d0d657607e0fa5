import type { Occurrence } from '../../catalogue/lexicon.ts'
import type { CompiledPattern } from './detection.ts'

/** Enough for a sentence of 90 tokens; a text that repeats one word cannot make work explode. */
const occurrencesKept = 12

/** Whence a sentence may take the one concept it lacks. */
export interface Lenders {
  /** Sentences beside it, the introduction of its list, the head of its table. */
  readonly near: readonly ReadonlySet<number>[]
  /** The heading directly above; lends only to patterns of three concepts or more. */
  readonly heading: ReadonlySet<number>
  /** The names of a table's columns, for its rows: part of what a row says, and lent at will. */
  readonly columns?: ReadonlySet<number>
}

export interface Together {
  readonly borrowed: boolean
  /** The tokens of the sentence from the first concept to the last, `to` exclusive. */
  readonly from: number
  readonly to: number
}

/**
 * Whether the pattern's concepts stand together in a sentence: each once, not on the same words,
 * within `near` tokens. One of them may be borrowed from what stands around.
 */
export const together = (
  pattern: CompiledPattern,
  byConcept: ReadonlyMap<number, readonly Occurrence[]>,
  lenders: Lenders,
): Together | undefined => {
  const groups: Occurrence[][] = []
  let lacking: readonly number[] | undefined
  let named = 0
  for (const concepts of pattern.all) {
    const found = concepts
      .flatMap((concept) => byConcept.get(concept) ?? [])
      .slice(0, occurrencesKept)
    if (found.length > 0) groups.push(found)
    else if (concepts.some((one) => lenders.columns?.has(one))) named++
    else if (lacking === undefined) lacking = concepts
    else return undefined
  }
  const chosen = groups.length === 0 ? undefined : close(groups, pattern.near)
  if (chosen === undefined) return undefined
  const from = Math.min(...chosen.map(({ start }) => start))
  const to = Math.max(...chosen.map(({ end }) => end))
  // A row of one word under a head of many says no more than the head.
  if (lacking === undefined) return { borrowed: named >= groups.length, from, to }
  return pattern.own !== true &&
    pattern.all.length > 1 &&
    lends(lenders, lacking, pattern.all.length > 2)
    ? { borrowed: true, from, to }
    : undefined
}

const lends = (lenders: Lenders, concepts: readonly number[], headings: boolean): boolean =>
  concepts.some(
    (one) => lenders.near.some((near) => near.has(one)) || (headings && lenders.heading.has(one)),
  )

const close = (
  groups: readonly Occurrence[][],
  near: number,
): readonly Occurrence[] | undefined => {
  const present = [...groups].sort((a, b) => a.length - b.length)
  for (const anchor of present[0] ?? []) {
    const chosen = [anchor]
    for (const group of present.slice(1)) {
      const next = nearest(group, anchor, chosen, near)
      if (next !== undefined) chosen.push(next)
    }
    if (chosen.length === present.length) return chosen
  }
  return undefined
}

const nearest = (
  group: readonly Occurrence[],
  anchor: Occurrence,
  chosen: readonly Occurrence[],
  near: number,
): Occurrence | undefined => {
  let best: Occurrence | undefined
  let distance = near + 1
  for (const one of group) {
    const away = Math.abs(one.start - anchor.start)
    if (
      away < distance &&
      !chosen.some((other) => one.start < other.end && other.start < one.end)
    ) {
      best = one
      distance = away
    }
  }
  return best
}
