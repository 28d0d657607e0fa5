/**
 * Where `needle` stands in `text` as a whole: no letter, digit or `joining` character touches
 * either end, so that "admin" is not found in "administrator". Both in the same case.
 */
export const occurrences = (text: string, needle: string, joining = ''): readonly number[] => {
  if (needle === '') return []
  const found: number[] = []
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const before = characterBefore(text, at)
    const after = characterAt(text, at + needle.length)
    const open = !touches(characterAt(needle, 0), before, joining)
    if (open && !touches(characterBefore(needle, needle.length), after, joining)) found.push(at)
    if (found.length >= 50) break
  }
  return found
}

const characterAt = (text: string, at: number): string => {
  const code = text.codePointAt(at)
  return code === undefined ? ' ' : String.fromCodePoint(code)
}

/** Whole, where it is written in two code units. */
const characterBefore = (text: string, at: number): string => {
  const pair = at > 1 && /^[\udc00-\udfff]$/.test(text[at - 1] ?? '') ? 2 : 1
  return at === 0 ? ' ' : characterAt(text, at - pair)
}

const touches = (end: string, neighbour: string, joining: string): boolean =>
  isWord(end) && (isWord(neighbour) || joining.includes(neighbour))

const isWord = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character)

/** The sentence around an offset, for what is said of the thing found there. */
const sentenceAt = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - 400), at)
  const start = Math.max(...['. ', '! ', '? ', '; '].map((end) => before.lastIndexOf(end))) + 1
  const after = text.slice(at, at + 400)
  const end = /[.!?;](?:\s|$)/.exec(after)
  return before.slice(start) + (end === null ? after : after.slice(0, end.index))
}

const negations =
  /\b(?:not|no longer|never|cannot|disabled?|disables|removed?|removes|deprecated|unsupported|forbidden|prohibited|blocked|closed|obsolete|instead of|must be changed|change)\b/

/** Whether the sentence around an offset already says that the thing is gone or forbidden. */
export const isNegated = (lower: string, at: number): boolean =>
  negations.test(sentenceAt(lower, at))
