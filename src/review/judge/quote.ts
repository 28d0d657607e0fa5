import type { Passage } from '../../kernel/passage.ts'

/** A passage up to this length is quoted whole. */
const whole = 420
const longest = 600
/** Less than this beside markup shows nobody where it stands. */
const shortest = 12

/**
 * The words that show it, verbatim: the passage where it is short, else the sentence, cut at words
 * where even that is long. Where the file has markup within, the longest stretch without.
 */
export const quoteOf = (
  { text, seams = [] }: Pick<Passage, 'text' | 'seams'>,
  start: number,
  end: number,
): string => {
  if (text.length <= whole && seams.length === 0) return text.trim()
  const stretch = unbroken(text, seams, start, end)
  if (text.length <= whole && stretch === undefined) return text.trim()
  const sentence = (stretch ?? text.slice(start, end)).trim()
  if (sentence.length <= longest) return sentence
  const cut = sentence.lastIndexOf(' ', longest)
  return sentence.slice(0, cut > longest / 2 ? cut : longest)
}

/** The longest stretch of a sentence without a seam; none where the text has none or all are short. */
const unbroken = (
  text: string,
  seams: readonly number[],
  start: number,
  end: number,
): string | undefined => {
  if (seams.length === 0) return undefined
  const within = seams.filter((at) => at > start && at < end)
  let found = ''
  for (const [index, to] of [...within, end].entries()) {
    const one = text.slice(within[index - 1] ?? start, to).trim()
    if (one.length > found.length) found = one
  }
  return found.length < shortest ? undefined : found
}
