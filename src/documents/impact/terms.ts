import { stemmer as germanStem } from '@orama/stemmers/german'
import { isStopWord, stem } from './stem.ts'
import { wordPairs } from './thesaurus.ts'

/** Words that are cut here are no words. */
const longest = 40

/**
 * The words of a text by their stems, in order and as often as they stand, in every spelling by which
 * another text may name the same thing: "AUTH_ENABLED" and "authEnabled" are both auth, enabl and
 * authenabled; "log in" is also login; "SHA-1" and "SHA1" are both sha and sha1. German texts get
 * German stems. Index keys rest on it (`keysVersion`).
 */
export const termsOf = (text: string): readonly string[] => spelt(text).map(({ term }) => term)

export interface SpeltTerm {
  readonly term: string
  /** The word it is of, in lower case. */
  readonly word: string
}

/** `termsOf` with the words. */
export const spelt = (text: string): readonly SpeltTerm[] => {
  const written = text.match(chunks) ?? []
  const stemmed = isGerman(written) ? germanTerm : englishTerm
  const terms: SpeltTerm[] = []
  const add = (word: string): void => {
    const term = stemmed(word)
    if (term !== undefined) terms.push({ term, word })
  }
  let before = ''
  for (const chunk of written) {
    const word = chunk.toLowerCase().slice(0, longest)
    if (plain.test(chunk)) add(word)
    else if (version.test(chunk)) terms.push({ term: word, word })
    else identifier(chunk, word, add, terms)
    const pair = wordPairs.get(before)?.get(word)
    if (pair !== undefined) add(pair)
    before = word
  }
  return terms
}

/** An identifier's parts, the words within them, and all of it as one word. */
const identifier = (
  chunk: string,
  word: string,
  add: (word: string) => void,
  terms: SpeltTerm[],
): void => {
  const parts = chunk.split(/[_.-]/).map((part) => part.slice(0, longest))
  let pieces = 0
  for (const part of parts) {
    add(part.toLowerCase())
    const own = part.split(humps)
    pieces += own.length
    if (own.length > 1) for (const piece of own) if (piece.length > 1) add(piece.toLowerCase())
  }
  if (pieces > 1 && chunk.length <= longest)
    terms.push({ term: parts.join('').toLowerCase(), word })
}

/** The terms that a word may have in texts of the languages known here, the likeliest first. */
export const termsOfWord = (word: string): readonly string[] => {
  const terms = [englishTerm(word), /^\p{L}{4,}$/u.test(word) ? germanTerm(word) : undefined]
  return [...new Set(terms.filter((term) => term !== undefined))]
}

/** Letters and digits, joined as identifiers are. */
const chunks = /[\p{L}\p{N}]+(?:[_.-][\p{L}\p{N}]+){0,20}/gu
const version = /^\d+(?:\.\d+)+$/
/** An ordinary word, with a capital at most. */
const plain = /^\p{L}\p{Ll}*$/u
/** Where an identifier goes on with another word or a number. */
const humps =
  /(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u

const englishTerm = (word: string): string | undefined =>
  isStopWord(word) ? undefined : stem(word)

const germanTerm = (word: string): string | undefined =>
  isStopWord(word) || germanStopWords.has(word)
    ? undefined
    : /^\p{L}+$/u.test(word)
      ? germanStem(word)
      : word

const germanStopWords = new Set(
  'der die das und ist nicht mit für von zu den dem ein eine einer einem einen wird werden sich auf im auch als bei oder durch des kann sind nur aus wenn nach zur zum über es sie er dass wie'.split(
    ' ',
  ),
)
const german = new Set(
  'der die das und ist nicht mit für von zu den dem ein eine wird werden sich auf auch bei oder durch'.split(
    ' ',
  ),
)
const english = new Set(
  'the and is not with for of to a be are on by or that this it in you your'.split(' '),
)

/** Whether the little words are rather German than English. */
const isGerman = (words: readonly string[]): boolean => {
  let more = 0
  for (const word of words) {
    if (word.length > 6) continue
    const lower = word.toLowerCase()
    if (german.has(lower)) more++
    else if (english.has(lower)) more--
  }
  return more > 0
}
