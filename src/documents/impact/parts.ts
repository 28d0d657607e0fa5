import { type PreparedPassage, preparedText } from './prepared-passage.ts'

/** Longer passages are no single statements: they are judged and quoted in parts. */
const longest = 900
/** A part ends at the first end of a sentence beyond this, and nowhere later than at `longest`. */
const usual = 350
/** Where a part may end: sentences, lines, list marks within text that was folded to one line. */
const ends = /[.!?:;](?=\s)|[。！？]|<\/?br ?\/?>|\s(?=(?:[-*•]|\d{1,2}[.)])\s)|\n/g

/** The passage itself, or its parts in order: verbatim, together all of it. */
export const partsOf = (passage: PreparedPassage): readonly PreparedPassage[] =>
  passage.passage.text.length <= longest
    ? [passage]
    : cut(passage.passage.text).map((text) => preparedText(passage, text))

const cut = (text: string): readonly string[] => {
  const parts: string[] = []
  let from = 0
  const close = (to: number): void => {
    const part = text.slice(from, to).trim()
    if (part !== '') parts.push(part)
    from = to
  }
  for (const { 0: end, index } of text.matchAll(ends)) {
    while (index - from > longest) close(wholeCharacter(text, spaceBefore(text, from + longest)))
    if (index + end.length - from >= usual) close(index + end.length)
  }
  while (text.length - from > longest)
    close(wholeCharacter(text, spaceBefore(text, from + longest)))
  close(text.length)
  return parts
}

/** The last space up to `at`, but none before a number: "port 80" is one sign. */
const spaceBefore = (text: string, at: number): number => {
  let space = text.lastIndexOf(' ', at)
  while (space > at - longest / 2) {
    if (!/\d/.test(text.charAt(space + 1))) return space
    space = text.lastIndexOf(' ', space - 1)
  }
  return at
}

/** A cut that does not part the halves of one character (UTF-16). */
const wholeCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
