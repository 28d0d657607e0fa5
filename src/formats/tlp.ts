/** Reads the mark of the Traffic Light Protocol (FIRST, TLP version 2.0) out of a text. */

/** From the widest to the narrowest circle. */
const marks = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export type TlpMark = (typeof marks)[number]

// Bounded repetitions only: the text is a stranger's.
const written =
  /\bTLP[ \t]{0,3}[:\-–]?[ \t]{0,3}(RED|AMBER(?:[ \t]{0,3}\+[ \t]{0,3}STRICT)?|GREEN|CLEAR|WHITE)(?![\p{L}\p{N}])/giu

/**
 * The mark of the first of the texts that bears one (hand in the subject before the body, where
 * the protocol wants the mark in messages), or empty. A text with several, as one that explains
 * them, counts as the narrowest: nobody then hears what somebody meant to keep. WHITE, of version
 * 1, is CLEAR.
 */
export const readTlp = (...texts: readonly string[]): TlpMark | '' => {
  for (const text of texts) {
    const found = narrowest([...text.matchAll(written)].map(([, mark = '']) => tlpMarkOf(mark)))
    if (found !== '') return found
  }
  return ''
}

/** The mark that a label names by itself (`AMBER`, `White`, `TLP:RED`), or empty. */
export const tlpMarkOf = (label: string): TlpMark | '' => {
  const name = label
    .toUpperCase()
    .replaceAll(/[ \t]/g, '')
    .replace(/^TLP:?/, '')
  if (name === 'WHITE') return 'CLEAR'
  return marks.find((mark) => mark === name) ?? ''
}

const narrowest = (found: readonly (TlpMark | '')[]): TlpMark | '' =>
  marks.findLast((mark) => found.includes(mark)) ?? ''
