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
  const stemmed = isGerman(text) ? germanTerm : englishTerm
  const terms: SpeltTerm[] = []
  const add = (written: string): void => {
    const word = written.toLowerCase().slice(0, longest)
    const term = stemmed(word)
    if (term !== undefined) terms.push({ term, word })
  }
  let before = ''
  for (const [chunk] of text.matchAll(chunks)) {
    if (version.test(chunk)) {
      terms.push({ term: chunk.slice(0, longest), word: chunk })
      before = ''
      continue
    }
    const parts = chunk.split(/[_.-]/)
    const pieces = parts.flatMap((part) => part.split(humps))
    for (const part of parts) {
      add(part)
      const own = part.split(humps)
      if (own.length > 1) for (const piece of own) if (piece.length > 1) add(piece)
    }
    const word = chunk.toLowerCase()
    if (parts.length > 1 && chunk.length <= longest)
      terms.push({ term: pieces.join('').toLowerCase(), word })
    const pair = wordPairs.get(`${before} ${word}`)
    if (pair !== undefined) add(pair)
    before = word
  }
  return terms
}

/** The terms that a word may have in texts of the languages known here, the likeliest first. */
export const termsOfWord = (word: string): readonly string[] => {
  const terms = [englishTerm(word), /^\p{L}{4,}$/u.test(word) ? germanTerm(word) : undefined]
  return [...new Set(terms.filter((term) => term !== undefined))]
}

/** Letters and digits, joined as identifiers are. */
const chunks = /[\p{L}\p{N}]+(?:[_.-][\p{L}\p{N}]+){0,20}/gu
const version = /^\d+(?:\.\d+)+$/
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
const german =
  /(?<!\p{L})(?:der|die|das|und|ist|nicht|mit|für|von|zu|den|dem|ein|eine|wird|werden|sich|auf|auch|bei|oder|durch)(?!\p{L})/giu
const english =
  /(?<!\p{L})(?:the|and|is|not|with|for|of|to|a|be|are|on|by|or|that|this|it|in|you|your)(?!\p{L})/giu

const isGerman = (text: string): boolean =>
  (text.match(german)?.length ?? 0) > (text.match(english)?.length ?? 0)
