import type { PreparedPassage } from './prepared-passage.ts'

/** One fact found in one passage. */
export interface Hit {
  /** 0 to 1: how surely the passage speaks of this fact in a way the fix makes false. */
  readonly strength: number
  /** For the engineer: what was found. */
  readonly reason: string
  /** Where in the passage's text. */
  readonly at: number
}

/** Looks for one fact; `fact` names it, and is the same for no other. */
export interface FactMatcher {
  readonly fact: string
  readonly match: (passage: PreparedPassage) => Hit | undefined
}

/** The strongest of the hits, the first of equals. */
export const strongest = (hits: readonly (Hit | undefined)[]): Hit | undefined =>
  hits.reduce(
    (best, hit) => (hit !== undefined && hit.strength > (best?.strength ?? 0) ? hit : best),
    undefined,
  )
