import type { Passage } from '../../kernel/passage.ts'
import { normalText } from '../statements/normal-text.ts'
import type { ComparedStatement } from './ports.ts'

/** A passage with the thread that it keeps through the revisions of its document, where known. */
export type Statement = Pick<Passage, 'index' | 'text' | 'location'> & {
  readonly lineage?: string | null
}

/** Long texts are cut in what a fact keeps: one page is enough to see what was there. */
const cut = (text: string): string => text.slice(0, 2_000).toWellFormed()

/** All that a revision says, to look words up in; made once for all statements. */
export interface Said {
  readonly passages: readonly Statement[]
  readonly whole: string
  readonly each: ReadonlySet<string>
}

export const said = (passages: readonly Statement[]): Said => {
  const each = passages.map(({ text }) => normalText(text))
  return { passages, whole: ` ${each.join(' ')} `, each: new Set(each) }
}

const saying = (text: string): Pick<Said, 'whole'> => ({ whole: ` ${normalText(text)} ` })

/** Whether these words stand there, as words of their own, in one passage or over several. */
export const says = ({ whole }: Pick<Said, 'whole'>, words: string): boolean => {
  const wanted = normalText(words)
  if (wanted === '') return false
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1))
    if (!isInWord(whole, at) && !isInWord(whole, at + wanted.length)) return true
  return false
}

const isInWord = (text: string, at: number): boolean =>
  /[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1))

/**
 * What became of a wrong statement in a later revision. `whole`: its passage stands there as it was.
 * `words`: they stand, in a passage that was changed around them. `unknown`: nobody can tell, since
 * one of the two could not be read there.
 */
export const compareStatement = (before: Said, after: Said, quote: string): ComparedStatement => {
  if (after.passages.length === 0) return { quote, stands: 'unknown', before: '', after: '' }
  const home = before.passages.find(({ text }) => says(saying(text), quote))
  const place = home === undefined ? undefined : inPlaceOf(home, after.passages)
  const sides = { quote, before: cut(home?.text ?? quote), after: cut(place?.text ?? '') }
  if (home !== undefined && after.each.has(normalText(home.text)))
    return { ...sides, stands: 'whole' }
  if (says(after, quote)) return { ...sides, stands: home === undefined ? 'whole' : 'words' }
  return { ...sides, stands: 'gone' }
}

/** The passage that says it now: by its thread, or the likest one nearby. */
const inPlaceOf = (home: Statement, passages: readonly Statement[]): Statement | undefined => {
  const { lineage } = home
  if (lineage !== undefined && lineage !== null && lineage !== '') {
    const same = passages.find((one) => one.lineage === lineage)
    if (same !== undefined) return same
  }
  const words = wordsOf(home.text)
  let best: { readonly passage: Statement; readonly likeness: number } | undefined
  for (const passage of passages) {
    if (Math.abs(passage.index - home.index) > nearby) continue
    const likeness = likenessOf(words, wordsOf(passage.text))
    if (likeness > (best?.likeness ?? least)) best = { passage, likeness }
  }
  return best?.passage
}

/** Passages before and after in which the statement is looked for, and how like it must be. */
const nearby = 200
const least = 0.25

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    normalText(text)
      .toLowerCase()
      .slice(0, 4_000)
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )

const likenessOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(1, one.size + other.size - common)
}
