import type { Passage } from '../../kernel/passage.ts'

/** Below this it may be any other passage: then a person has to read the document. */
const surely = 0.5

/**
 * The passage that says in another language what this one says: at the same place among the
 * headings and the passages, of the same kind, with the same numbers, names and code. Undefined
 * where none is alike enough, or two are.
 */
export const counterpartOf = <Text extends Passage>(
  said: Passage,
  among: readonly Passage[],
  others: readonly Text[],
): Text | undefined => {
  const here = placesOf(among).get(said.index)
  if (here === undefined) return undefined
  const tokens = tokensOf(said.text)
  const places = placesOf(others)
  const scored = others
    .filter(({ kind }) => kind === said.kind)
    .map((other) => ({ other, score: alike(here, places.get(other.index), tokens, other) }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = scored
  return best === undefined ||
    best.score < surely ||
    (next !== undefined && next.score >= best.score)
    ? undefined
    : best.other
}

interface Place {
  /** Numbers of the headings above, from the top: `[2, 1]` is the first part of the second chapter. */
  readonly headings: readonly number[]
  /** Which of its kind it is under its heading, from 0. */
  readonly ordinal: number
  /** How far into the document it stands, 0 to 1. */
  readonly share: number
}

const alike = (
  here: Place,
  there: Place | undefined,
  tokens: ReadonlySet<string>,
  other: Passage,
): number => {
  if (there === undefined) return 0
  const same = here.headings.join('.') === there.headings.join('.')
  const place =
    (same ? 0.5 : 0) +
    (same && here.ordinal === there.ordinal ? 0.25 : 0) +
    0.1 * (1 - Math.min(1, 10 * Math.abs(here.share - there.share)))
  const others = tokensOf(other.text)
  const all = new Set([...tokens, ...others])
  const shared = [...all].filter((token) => tokens.has(token) && others.has(token)).length
  // Without a number or name in either, the place alone decides.
  const words = all.size === 0 ? 0.05 : 0.45 * (shared / all.size)
  const contradicts = tokens.size > 0 && shared === 0 ? 0.3 : 0
  return place + words - contradicts
}

/** What stands alike in every language: numbers, names with digits or signs, code, addresses. */
const tokensOf = (text: string): ReadonlySet<string> =>
  new Set(
    (text.match(/[\p{L}\p{N}][\p{L}\p{N}._:/@\\-]*/gu) ?? [])
      .map((word) => word.replace(/[.:/-]+$/, '').toLowerCase())
      .filter((word) => /\p{N}|[._:/@\\]|-\p{L}*\p{N}/u.test(word)),
  )

const placesOf = (passages: readonly Passage[]): ReadonlyMap<number, Place> => {
  const places = new Map<number, Place>()
  const numbers: number[] = []
  let path: readonly string[] = []
  let ordinals = new Map<string, number>()
  for (const [at, { index, kind, location }] of passages.entries()) {
    const { headings } = location
    if (headings.join('\n') !== path.join('\n')) {
      const shared = headings.findIndex((heading, level) => heading !== path[level])
      const from = shared < 0 ? headings.length : shared
      numbers.length = Math.min(numbers.length, headings.length)
      for (let level = from; level < headings.length; level++)
        numbers[level] = level === from ? (numbers[level] ?? 0) + 1 : 1
      path = headings
      ordinals = new Map()
    }
    const ordinal = ordinals.get(kind) ?? 0
    ordinals.set(kind, ordinal + 1)
    places.set(index, { headings: [...numbers], ordinal, share: at / Math.max(1, passages.length) })
  }
  return places
}
