import { openIn, type Pairing } from './pairing.ts'
import type { Match, Prepared } from './statement.ts'

/** Shorter ones could be cut out of anything. */
const leastLength = 20
const mostParts = 8
const sameStart = 12
/** Statements that begin alike: more of them are boilerplate. */
const mostStarts = 4

/**
 * Statements that were cut in parts or put together while their text stayed, letter by letter, as
 * another program or another page break leaves them. Found among those that are not matched yet.
 */
export const findParts = (pairing: Pairing): readonly Match[] => [
  ...cut(pairing.before, pairing.toOf, pairing.after, pairing.fromOf).map(
    ([from, to]): Match => ({ from, to, how: 'split', likeness: 1 }),
  ),
  ...cut(pairing.after, pairing.fromOf, pairing.before, pairing.toOf).map(
    ([to, from]): Match => ({ from, to, how: 'merged', likeness: 1 }),
  ),
]

/** Pairs of a whole and each of its parts, which follow one another; both are marked as matched. */
const cut = (
  wholes: readonly Prepared[],
  matchedWholes: Int32Array,
  parts: readonly Prepared[],
  matchedParts: Int32Array,
): readonly (readonly [whole: number, part: number])[] => {
  const starts = new Map<string, number[]>()
  for (const place of openIn(matchedParts)) {
    const start = parts[place]?.squeezed.slice(0, sameStart) ?? ''
    const places = starts.get(start) ?? []
    if (places.length < mostStarts) starts.set(start, [...places, place])
  }
  const found: [number, number][] = []
  for (const whole of openIn(matchedWholes)) {
    const text = wholes[whole]?.squeezed ?? ''
    if (text.length < leastLength) continue
    for (const first of starts.get(text.slice(0, sameStart)) ?? []) {
      const count = partsOf(text, parts, matchedParts, first)
      if (count < 2) continue
      matchedWholes[whole] = first
      for (let place = first; place < first + count; place++) {
        matchedParts[place] = whole
        found.push([whole, place])
      }
      break
    }
  }
  return found
}

/** How many statements from this one on, none of them matched, make up the text; 0 where none do. */
const partsOf = (
  text: string,
  parts: readonly Prepared[],
  matched: Int32Array,
  first: number,
): number => {
  let length = 0
  for (let count = 0; count < mostParts; count++) {
    const part = parts[first + count]
    if (part === undefined || matched[first + count] !== -1) return 0
    if (part.squeezed === '' || !text.startsWith(part.squeezed, length)) return 0
    length += part.squeezed.length
    if (length === text.length) return count + 1
  }
  return 0
}
