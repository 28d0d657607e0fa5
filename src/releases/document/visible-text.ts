/**
 * Text from outside as it may be printed: line ends become one form, and what would be invisible,
 * unlawful in XML, or would reorder the words around it is shown by its number, as in [U+202E].
 * Nothing is dropped: a reader sees that something strange stood there.
 */
export const visibleText = (text: string): string =>
  text
    .replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(unprintable, named)

/** `[U+1F600]`, as The Unicode Standard writes a code point (appendix A). */
export const named = (character: string): string => {
  const point = character.codePointAt(0) ?? 0
  return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`
}

// Controls but the line feed (XML 1.0 section 2.2 allows no other once tabs are gone), lone
// surrogates, the embeddings, overrides and isolates of UAX 9, interlinear marks, noncharacters,
// and tag characters.
const unprintable =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff0-\ufffb\p{Cs}\p{Noncharacter_Code_Point}\u{e0000}-\u{e0fff}]/gu
