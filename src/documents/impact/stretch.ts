import type { KeyGroup } from './hit.ts'
import { wordKeys } from './keys.ts'

/**
 * Some documents of an index, worked on at once: their passages stand at positions from 0 to `size`,
 * document after document. Positions are given in rising order.
 */
export interface Stretch {
  readonly size: number
  readonly documents: readonly StretchDocument[]
  /** Where the passages stand that have a key. */
  readonly positionsOf: (key: string) => Positions
}

export type Positions = ArrayLike<number>

export interface StretchDocument {
  readonly path: string
  /** Whether its title has all these keys. */
  readonly isNamed: (keys: readonly string[]) => boolean
  readonly forOperators: boolean
  /** Position of its first passage, and one after the last. */
  readonly from: number
  readonly to: number
}

/** Of a document with this title; its words are only looked at where that is asked. */
export const namedBy =
  (title: string): StretchDocument['isNamed'] =>
  (keys) => {
    const named = wordKeys(title)
    return keys.every((key) => named.includes(key))
  }

export const largest = (stretches: readonly Stretch[]): number =>
  stretches.reduce((most, { size }) => Math.max(most, size), 0)

/** The document in which a position lies. */
export const documentAt = (
  { documents }: Stretch,
  position: number,
): StretchDocument | undefined => {
  let [low, high] = [0, documents.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((documents[middle]?.from ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return documents[low]
}

/** The passages that have the keys of a group, rising where all its keys are needed. */
export const positionsOfGroup = (
  { size, positionsOf }: Stretch,
  { all, least = all.length }: KeyGroup,
): Positions => {
  const lists = all.map(positionsOf).sort((a, b) => a.length - b.length)
  return least === all.length ? inAll(lists) : inEnough(lists, least, size)
}

const inAll = ([first = [], ...others]: readonly Positions[]): Positions => {
  if (others.length === 0 || first.length === 0) return first
  const found: number[] = []
  const starts = others.map(() => 0)
  next: for (let at = 0; at < first.length; at++) {
    const position = first[at] ?? 0
    for (let other = 0; other < others.length; other++) {
      const list = others[other] ?? []
      const start = firstFrom(list, position, starts[other] ?? 0)
      starts[other] = start
      if (list[start] !== position) continue next
    }
    found.push(position)
  }
  return found
}

/** Where the first position stands that is not below the one sought, from `start` on. */
const firstFrom = (list: Positions, sought: number, start: number): number => {
  let [low, high] = [start, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < sought) low = middle + 1
    else high = middle
  }
  return low
}

const inEnough = (lists: readonly Positions[], least: number, size: number): Positions => {
  const times = new Uint8Array(size)
  for (const list of lists)
    for (let at = 0; at < list.length; at++) {
      const position = list[at] ?? 0
      times[position] = (times[position] ?? 0) + 1
    }
  const enough: number[] = []
  // Whatever has enough of them stands in one of those lists that are more than it may lack.
  for (const list of lists.slice(0, lists.length - least + 1))
    for (let at = 0; at < list.length; at++) {
      const position = list[at] ?? 0
      if ((times[position] ?? 0) < least) continue
      times[position] = 0
      enough.push(position)
    }
  return enough
}

/** Whether a document's title or one of its passages has all the keys. */
export const documentHas = (
  stretch: Stretch,
  { isNamed, from, to }: StretchDocument,
  keys: readonly string[],
): boolean => {
  if (isNamed(keys)) return true
  const positions = positionsOfGroup(stretch, { all: keys, atMost: 1 })
  return (positions[firstFrom(positions, from, 0)] ?? to) < to
}

/** 1 at the positions of documents whose title or one passage has all the keys. */
export const documentsWith = (stretch: Stretch, keys: readonly string[]): Uint8Array => {
  const among = new Uint8Array(stretch.size)
  const naming = positionsOfGroup(stretch, { all: keys, atMost: 1 })
  let next = 0
  for (const { isNamed, from, to } of stretch.documents) {
    next = firstFrom(naming, from, next)
    if ((naming[next] ?? to) < to || isNamed(keys)) among.fill(1, from, to)
  }
  return among
}
