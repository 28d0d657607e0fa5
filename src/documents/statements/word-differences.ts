import { diffWordsWithSpace } from 'diff'

/** A stretch of words that stands in both texts, only in the newer one, or only in the older one. */
export interface Words {
  readonly is: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Texts that differ in more words than this are shown one after the other. */
const mostEdits = 400
const longest = 20_000

/** What changed within a statement, word by word; put together, all of both texts. */
export const wordDifferences = (before: string, after: string): readonly Words[] => {
  const found =
    before.length + after.length > longest
      ? undefined
      : diffWordsWithSpace(before, after, { maxEditLength: mostEdits })
  if (found !== undefined)
    return found.map(({ value, added, removed }) => ({
      is: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }))
  const whole: readonly Words[] = [
    { is: 'removed', text: before },
    { is: 'added', text: after },
  ]
  return whole.filter(({ text }) => text !== '')
}
