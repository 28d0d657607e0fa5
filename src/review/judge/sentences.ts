import type { Passage } from '../../kernel/passage.ts'
import { type Token, tokenize } from './tokens.ts'

/** A sentence of a passage: its tokens, and where it stands in the passage's text. */
export interface Sentence {
  readonly start: number
  readonly end: number
  readonly tokens: readonly Token[]
}

/** Longer runs without a full stop (tables, lists on one line) are cut here. */
const longestSentence = 90
const abbreviations = new Set([
  'e.g',
  'i.e',
  'eg',
  'ie',
  'etc',
  'vs',
  'no',
  'fig',
  'sec',
  'cf',
  'approx',
  'inc',
  'st',
])

/** The sentences of a passage in order; together they hold all of its tokens. Linear in the text. */
export const sentencesOf = (passage: Pick<Passage, 'kind' | 'text'>): Sentence[] => {
  const { text } = passage
  const tokens = tokenize(text)
  const sentences: Sentence[] = []
  let first = 0
  for (let index = 1; index <= tokens.length; index++) {
    const before = tokens[index - 1]
    const next = tokens[index]
    if (before === undefined) break
    const ends =
      next === undefined ||
      index - first >= longestSentence ||
      parted(text, before, next, passage.kind)
    if (!ends) continue
    const from = tokens[first]
    if (from !== undefined)
      sentences.push({
        start: from.start,
        end: next === undefined ? text.length : endOf(text, before.end, next.start),
        tokens: tokens.slice(first, index),
      })
    first = index
  }
  return sentences
}

/** Whether a sentence ends between two tokens. */
const parted = (text: string, before: Token, next: Token, kind: Passage['kind']): boolean => {
  const gap = Math.min(next.start, before.end + 40)
  let stop = false
  let breaks = 0
  for (let at = before.end; at < gap; at++) {
    const c = text[at]
    if (c === '.' || c === '!' || c === '?')
      stop ||= text.charCodeAt(at + 1) <= 32 || closing(text[at + 1])
    else if (c === '\n') {
      if (kind === 'code') return true
      breaks++
      if (breaks > 1 || startsItem(text, at + 1)) return true
    }
  }
  return stop && !abbreviations.has(before.word) && startsSentence(text, next)
}

const closing = (c: string | undefined): boolean =>
  c === undefined ||
  c === ')' ||
  c === '*' ||
  c === '"' ||
  c === "'" ||
  c === '_' ||
  c === '`' ||
  c === '|' ||
  c === '<'

const startsSentence = (text: string, next: Token): boolean => {
  const first = text.charCodeAt(next.start)
  const lower = first >= 97 && first <= 122
  return !lower || next.class !== undefined
}

/** Whether a line begins with a list marker: `-`, `*`, `+`, `1.`, `a)`. */
const startsItem = (text: string, at: number): boolean => {
  let index = at
  while (index < at + 12 && (text[index] === ' ' || text[index] === '\t')) index++
  const c = text[index]
  if (c === undefined) return false
  const spaced = text[index + 1] === ' '
  if (c === '-' || c === '*' || c === '+' || c === '•' || c === '|') return spaced
  let end = index
  while (end < index + 3 && /[0-9a-z]/.test(text[end] ?? '')) end++
  return end > index && (text[end] === '.' || text[end] === ')') && text[end + 1] === ' '
}

/** The sentence with its closing punctuation, without what introduces the next one. */
const endOf = (text: string, from: number, next: number): number => {
  let end = from
  for (let at = from; at < Math.min(next, from + 8); at++) {
    const c = text[at]
    if (c === '\n' || c === ' ' || c === '\t') break
    end = at + 1
  }
  return end
}
