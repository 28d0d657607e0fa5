/**
 * The text by which statements are held to be the same: as it was written, but for white space, the
 * forms of quotes, dashes and ligatures, and what cannot be seen. Letters, digits, signs and their
 * case stay: `10²` is not `102`, so no compatibility forms are folded.
 */
export const normalText = (text: string): string => {
  const plain = onlyAscii.test(text) ? text : folded(text)
  return plain.replace(/\s+/g, ' ').trim()
}

const onlyAscii = /^[\x00-\x7f]*$/

const folded = (text: string): string =>
  text
    .normalize('NFC')
    // Soft hyphen, zero-width space, word joiner, byte order mark.
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[\ufb00-\ufb06]/g, (letter) => ligatures[letter] ?? letter)
    .replace(/[\u2018-\u201b\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')

const ligatures: Readonly<Record<string, string>> = {
  '\ufb00': 'ff',
  '\ufb01': 'fi',
  '\ufb02': 'fl',
  '\ufb03': 'ffi',
  '\ufb04': 'ffl',
  '\ufb05': 'st',
  '\ufb06': 'st',
}

/** Without white space and hyphens: lines and paragraphs may break anywhere and it stays. */
export const squeezed = (normal: string): string => normal.replace(/[\s-]+/g, '')

/** The number that a heading starts with, which changes when a section comes before it. */
export const withoutNumber = (heading: string): string =>
  heading.replace(/^(?:\d{1,3}\.)*\d{1,3}\.?\s+(?=\D)/, '')
