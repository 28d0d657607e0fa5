/** A passage up to this length is quoted whole. */
const whole = 420
const longest = 600

/**
 * The words that show it, verbatim: the passage where it is short, else the sentence, cut at words
 * where even that is long.
 */
export const quoteOf = (text: string, start: number, end: number): string => {
  const trimmed = text.trim()
  if (trimmed.length <= whole) return trimmed
  const sentence = text.slice(start, end).trim()
  if (sentence.length <= longest) return sentence
  const cut = sentence.lastIndexOf(' ', longest)
  return sentence.slice(0, cut > longest / 2 ? cut : longest)
}
