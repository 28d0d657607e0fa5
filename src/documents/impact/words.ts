import { isStopWord, stem } from './stem.ts'

/** A run of letters or of digits: "TLSv1.0" is tlsv, 1, 0. */
export interface Run {
  readonly text: string
  readonly at: number
}

/** The stem of a word that carries a topic, and where the word stands. */
export interface Stem {
  readonly text: string
  readonly at: number
}

/** Lower case by code unit, so that no letter changes the length ("İ" would). */
export const lowerCase = (text: string): string => {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return Array.from(text, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  ).join('')
}

export const stemsOf = (lower: string): readonly Stem[] => {
  const stems: Stem[] = []
  for (const match of lower.matchAll(/[\p{L}\p{N}]+/gu))
    if (!isStopWord(match[0])) stems.push({ text: stem(match[0]), at: match.index })
  return stems
}

export const runsOf = (lower: string): readonly Run[] =>
  Array.from(lower.matchAll(/\p{L}+|\p{N}+/gu), (match) => ({ text: match[0], at: match.index }))
