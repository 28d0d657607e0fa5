import { isOpen, openIn, type Pairing, pair, pairsOf } from './pairing.ts'
import type { Prepared } from './statement.ts'

/**
 * Pairs the statements whose text is the same: first those whose text stands once in each revision,
 * then their neighbours, then repeated texts under the same headings, then the rest, in order.
 */
export const pairSameText = (pairing: Pairing): void => {
  pairOnlyOnes(pairing)
  pairNeighbours(pairing)
  pairInOrder(pairing, ({ headings, normal }) => `${headings}\n${normal}`)
  pairInOrder(pairing, ({ normal }) => normal)
}

const pairOnlyOnes = (pairing: Pairing): void => {
  const before = onlyOnes(pairing.before)
  for (const [text, to] of onlyOnes(pairing.after)) {
    const from = before.get(text)
    if (from !== undefined) pair(pairing, from, to)
  }
}

const onlyOnes = (statements: readonly Prepared[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>()
  for (const [place, { normal }] of statements.entries())
    places.set(normal, places.has(normal) ? -1 : place)
  for (const [text, place] of places) if (place === -1) places.delete(text)
  return places
}

/** From each pair on, forwards and backwards, as long as the text stays the same. */
const pairNeighbours = (pairing: Pairing): void => {
  for (const step of [1, -1])
    for (const found of pairsOf(pairing)) {
      let { from, to } = found
      for (from += step, to += step; isSame(pairing, from, to); from += step, to += step)
        pair(pairing, from, to)
    }
}

const isSame = (pairing: Pairing, from: number, to: number): boolean => {
  const text = pairing.before[from]?.normal
  return text !== undefined && text === pairing.after[to]?.normal && isOpen(pairing, from, to)
}

/** The first of a text with the first of it, and so on: which of equal texts is which says nothing. */
const pairInOrder = (pairing: Pairing, keyOf: (one: Prepared) => string): void => {
  const waiting = new Map<string, number[]>()
  for (const from of openIn(pairing.toOf)) {
    const statement = pairing.before[from]
    if (statement === undefined) continue
    const key = keyOf(statement)
    const places = waiting.get(key)
    if (places === undefined) waiting.set(key, [from])
    else places.push(from)
  }
  const taken = new Map<string, number>()
  for (const to of openIn(pairing.fromOf)) {
    const statement = pairing.after[to]
    if (statement === undefined) continue
    const key = keyOf(statement)
    const next = taken.get(key) ?? 0
    const from = waiting.get(key)?.[next]
    if (from === undefined) continue
    taken.set(key, next + 1)
    pair(pairing, from, to)
  }
}
