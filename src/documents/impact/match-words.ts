import { type FactMatcher, type Hit, type KeyGroup, strongest } from './hit.ts'
import { wordKeys } from './keys.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { lowerCase, type Stem, stemsOf } from './words.ts'

interface Strengths {
  readonly phrase: number
  readonly all: number
  readonly most: number
}

/** Looks for a feature or screen by its name, with stems: "remote services" is "Remote Service". */
export const featureMatchers = (features: readonly string[]): readonly FactMatcher[] =>
  wordMatchers('feature', features, { phrase: 0.85, all: 0.55, most: 0.3 })

/** Looks for free terms, which say less than a named feature. */
export const termMatchers = (terms: readonly string[]): readonly FactMatcher[] =>
  wordMatchers('term', terms, { phrase: 0.7, all: 0.45, most: 0.25 })

const wordMatchers = (
  kind: string,
  names: readonly string[],
  strengths: Strengths,
): readonly FactMatcher[] =>
  names.flatMap((name) => {
    const stems = stemsOf(lowerCase(name)).map(({ text }) => text)
    return stems.length === 0
      ? []
      : [
          {
            fact: `${kind} ${stems.join(' ')}`,
            keys: groupsOf(wordKeys(name), stems.length, strengths),
            match: (passage: PreparedPassage) => matchWords(passage, stems, name, strengths),
          },
        ]
  })

/** Three words or more may lack one of three. */
const enough = (words: number): number => (words > 2 ? Math.ceil(words * 0.66) : words)

const groupsOf = (
  keys: readonly string[],
  words: number,
  strengths: Strengths,
): readonly KeyGroup[] => {
  const least = Math.max(1, enough(words) - (words - keys.length))
  return [
    { all: keys, atMost: strengths.phrase },
    ...(least < keys.length ? [{ all: keys, least, atMost: strengths.most }] : []),
  ]
}

const matchWords = (
  passage: PreparedPassage,
  stems: readonly string[],
  name: string,
  strengths: Strengths,
): Hit | undefined => {
  const present = stems.filter((stem) => passage.stemSet.has(stem))
  if (present.length === 0) return undefined
  const [first] = present
  const at = passage.stems.find(({ text }) => text === first)?.at ?? 0
  const phrase = phraseAt(passage.stems, stems)
  return strongest([
    phrase === undefined
      ? undefined
      : { strength: strengths.phrase, at: phrase, reason: `speaks of ${name}` },
    stems.length > 1 && present.length === stems.length
      ? { strength: strengths.all, at, reason: `has all words of ${name}` }
      : undefined,
    stems.length > 2 && present.length >= enough(stems.length)
      ? { strength: strengths.most, at, reason: `has most words of ${name}` }
      : undefined,
  ])
}

/** Where the stems follow one another, at most one other word between two. */
const phraseAt = (text: readonly Stem[], stems: readonly string[]): number | undefined => {
  for (let start = 0; start < text.length; start++) {
    if (text[start]?.text !== stems[0]) continue
    let place = start
    const follows = stems.slice(1).every((stem) => {
      const next =
        text[place + 1]?.text === stem
          ? place + 1
          : text[place + 2]?.text === stem
            ? place + 2
            : undefined
      place = next ?? place
      return next !== undefined
    })
    if (follows) return text[start]?.at
  }
  return undefined
}
