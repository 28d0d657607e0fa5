import { wordKeys } from './keys.ts'
import type { PassageKeys, PreparedPassage } from './prepared-passage.ts'

/** One fact found in one passage. */
export interface Hit {
  /** 0 to 1: how surely the passage speaks of this fact in a way the fix makes false. */
  readonly strength: number
  /** For the engineer: what was found. */
  readonly reason: string
  /** Where in the passage's text. */
  readonly at: number
}

/**
 * Looks for one fact; `fact` names it. Matchers of the same fact (several ways to say it) count as
 * one sign, the strongest. A matcher sees only passages that have all keys of one of its groups, in
 * documents that have all of `inDocumentsWith` in their title or in one passage: an index finds them.
 */
export interface FactMatcher {
  readonly fact: string
  readonly keys: readonly KeyGroup[]
  readonly inDocumentsWith?: readonly string[]
  readonly match: (passage: PreparedPassage) => Hit | undefined
}

/** Different keys, never none. A hit found by this group alone is no stronger than `atMost`. */
export interface KeyGroup {
  readonly all: readonly string[]
  /** So many of the keys are enough; all are needed where it is absent. */
  readonly least?: number
  readonly atMost: number
}

/** The group of a text that stands as a whole, with more keys; none where it has no key. */
export const textGroup = (
  text: string | undefined,
  atMost: number,
  more: readonly string[] = [],
): readonly KeyGroup[] => {
  const all = text === undefined ? [] : wordKeys(text)
  return all.length === 0 ? [] : [{ all: [...all, ...more], atMost }]
}

/** Whether the passage is one that the matcher's keys find. */
export const finds = (
  { keys, inDocumentsWith }: FactMatcher,
  passage: { readonly keys: PassageKeys; readonly document: PreparedPassage['document'] },
): boolean =>
  keys.some((group) => hasGroup(passage.keys, group)) &&
  (inDocumentsWith === undefined || passage.document.has(inDocumentsWith))

const hasGroup = (keys: PassageKeys, { all, least = all.length }: KeyGroup): boolean =>
  all.reduce((found, key) => found + (keys.has(key) ? 1 : 0), 0) >= least

/** The strongest of the hits, the first of equals. */
export const strongest = (hits: readonly (Hit | undefined)[]): Hit | undefined =>
  hits.reduce(
    (best, hit) => (hit !== undefined && hit.strength > (best?.strength ?? 0) ? hit : best),
    undefined,
  )
