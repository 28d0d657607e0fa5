import type { Language } from './languages.ts'

/** Enough to tell; whoever wrote it, no more of it is looked at. */
const looked = { characters: 4_000, words: 500 } as const
/** Fewer known words, or a smaller share of all, tell nothing: names and terms are alike everywhere. */
const least = { words: 4, share: 0.2, ahead: 2 } as const

/** The language of a text, where it is clear. */
export type GuessLanguage = (text: string) => string | undefined

/**
 * Tells which of these languages a text is in, by the words that our own texts have in one of them alone;
 * undefined where that is not clear. Text in a language that is not among them is not clear.
 */
export const guessAmong = (all: readonly Language[]): GuessLanguage => {
  const known = vocabularies(all)
  return (text) => clearest(known, text)
}

const clearest = (known: ReturnType<typeof vocabularies>, text: string): string | undefined => {
  const own = text.replaceAll(/^>.*$/gm, '').slice(0, looked.characters)
  const words = wordsIn(own).slice(0, looked.words)
  const [first, second] = known
    .map(({ tag, vocabulary }) => ({
      tag,
      hits: words.filter((word) => vocabulary.has(word)).length,
    }))
    .toSorted((one, other) => other.hits - one.hits)
  return first !== undefined &&
    first.hits >= least.words &&
    first.hits >= words.length * least.share &&
    first.hits >= (second?.hits ?? 0) * least.ahead
    ? first.tag
    : undefined
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? []

/** The words of each language that no other has. */
const vocabularies = (all: readonly Language[]) => {
  const each = all.map(({ tag, texts }) => ({
    tag,
    words: new Set(
      Object.values(texts).flatMap((text) => wordsIn(text.replaceAll(/\{\w+\}/g, ''))),
    ),
  }))
  return each.map(({ tag, words }) => ({
    tag,
    vocabulary: new Set(
      [...words].filter((word) => each.every((one) => one.tag === tag || !one.words.has(word))),
    ),
  }))
}
