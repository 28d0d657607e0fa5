import type { Passage } from '../../kernel/passage.ts'
import { isStopWord, stem } from './stem.ts'

/** A run of letters or of digits: "TLSv1.0" is tlsv, 1, 0. */
export interface Run {
  readonly text: string
  readonly at: number
}

/** A passage with what the matchers ask of it, worked out once. */
export interface PreparedPassage {
  readonly path: string
  readonly passage: Passage
  /** The text in lower case: the same length, so that offsets serve both. */
  readonly lower: string
  /** Stems in order, without the words that carry no topic. */
  readonly stems: readonly Stem[]
  readonly stemSet: ReadonlySet<string>
  /** Headings above and the table's head, in lower case: what gives a bare number its meaning. */
  readonly context: string
  readonly runs: readonly Run[]
  readonly document: PreparedDocument
}

/** What all passages of one document share. */
export interface PreparedDocument {
  /** Whether the document or its path names this, in lower case. */
  readonly mentions: (name: string) => boolean
}

export interface Stem {
  readonly text: string
  readonly at: number
}

/** Prepares a document's passages; rows learn the head of their table. */
export const preparePassages = (
  path: string,
  passages: readonly Passage[],
): readonly PreparedPassage[] => {
  let head: Passage | undefined
  const document = documentOf(path, passages)
  return passages.map((passage) => {
    if (passage.kind !== 'table-row') head = undefined
    const above = head === undefined ? '' : `${head.text} `
    if (passage.kind === 'table-row') head ??= passage
    return prepare(path, passage, above, document)
  })
}

const prepare = (
  path: string,
  passage: Passage,
  above: string,
  document: PreparedDocument,
): PreparedPassage => {
  const lower = lowerCase(passage.text)
  const stems = stemsOf(lower)
  return {
    path,
    passage,
    lower,
    stems,
    stemSet: new Set(stems.map(({ text }) => text)),
    context: lowerCase(`${above}${passage.location.headings.join(' ')}`),
    runs: runsOf(lower),
    document,
  }
}

const documentOf = (path: string, passages: readonly Passage[]): PreparedDocument => {
  const known = new Map<string, boolean>()
  const search = (name: string): boolean =>
    lowerCase(path).includes(name) || passages.some(({ text }) => lowerCase(text).includes(name))
  return {
    mentions: (name) => {
      const answer = known.get(name) ?? search(name)
      known.set(name, answer)
      return answer
    },
  }
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
