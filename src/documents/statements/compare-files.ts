import type { Passage } from '../../kernel/passage.ts'
import { compareRevisions, type Difference } from './compare.ts'
import { lineagesOf } from './lineage.ts'
import { matchStatements } from './match-statements.ts'
import { type Words, wordDifferences } from './word-differences.ts'

/** A difference with the passages themselves, and their words. */
export interface DifferenceOfFiles extends Omit<Difference, 'before' | 'after'> {
  readonly before: readonly Passage[]
  readonly after: readonly Passage[]
  readonly words: readonly Words[]
}

/** Compares two files by statement as two revisions of one document, without a library. */
export const comparePassages = (
  before: readonly Passage[],
  after: readonly Passage[],
): { readonly differences: readonly DifferenceOfFiles[]; readonly same: number } => {
  const first = lineagesOf('older', before.length, [], [])
  const older = before.map((one, place) => ({ ...one, lineage: first[place] ?? '' }))
  const second = lineagesOf('newer', after.length, older, matchStatements(before, after))
  const newer = after.map((one, place) => ({ ...one, lineage: second[place] ?? '' }))
  const { differences, same } = compareRevisions(older, newer)
  const at = (list: readonly Passage[], places: readonly number[]) =>
    places.flatMap((place) => list[place] ?? [])
  const text = (list: readonly Passage[]) => list.map((one) => one.text).join(' ')
  return {
    same,
    differences: differences.map((one) => {
      const sides = { before: at(before, one.before), after: at(after, one.after) }
      return { ...one, ...sides, words: wordDifferences(text(sides.before), text(sides.after)) }
    }),
  }
}
