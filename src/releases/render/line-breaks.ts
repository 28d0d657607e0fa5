/**
 * Cuts text at places where a line may break inside a long word: a hash, an address, a purl, a
 * 64,000-character word. The pieces joined are the text; no character is put in between, so what
 * is copied from the page is what was written. Words of letters up to 30 are left to hyphenation.
 */
export const breakable = (text: string): readonly string[] => {
  const pieces: string[] = []
  let held = ''
  for (const part of text.split(/(\s+)/)) {
    const cuts = isLong(part) ? cutWord(part) : [part]
    cuts.forEach((cut, index) => {
      if (index > 0) {
        pieces.push(held)
        held = ''
      }
      held += cut
    })
  }
  if (held !== '') pieces.push(held)
  return pieces
}

const isLong = (word: string): boolean =>
  word.length > 30 || (word.length > 14 && /[^\p{L}]/u.test(word))

const after = new Set('/.:;,_@=&?#+|\\')

/** After punctuation, and every eight characters where there is none; never before a mark. */
const cutWord = (word: string): readonly string[] => {
  const cuts: string[] = []
  let piece = ''
  let length = 0
  let full = false
  for (const character of word) {
    if (full && !/[\p{M}\u200d]/u.test(character)) {
      cuts.push(piece)
      piece = ''
      length = 0
    }
    piece += character
    length++
    full = length >= 8 || (length >= 4 && after.has(character))
  }
  if (piece !== '') cuts.push(piece)
  return cuts
}
