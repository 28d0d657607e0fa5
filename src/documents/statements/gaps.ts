import { inOrder } from './order.ts'
import { openIn, type Pairing, pairsOf } from './pairing.ts'

/** Statements on each side of the same place in a gap that are worth a comparison. */
const nearby = 2

export interface Gaps {
  /** Whether both stand between the same two statements that did not move. */
  readonly isSame: (from: number, to: number) => boolean
  /** Whether nothing else is unmatched between those. */
  readonly onlyOnes: (from: number, to: number) => boolean
  /** Unmatched older statements about as far into the gap as this newer one. */
  readonly around: (to: number) => readonly number[]
}

/** The stretches between statements that were found again in order. */
export const gapsOf = (pairing: Pairing): Gaps => {
  const anchors = inOrder(pairsOf(pairing))
  const before = gapNumbers(
    pairing.before.length,
    anchors.map(({ from }) => from),
  )
  const after = gapNumbers(
    pairing.after.length,
    anchors.map(({ to }) => to),
  )
  const openBefore = grouped(openIn(pairing.toOf), before)
  const openAfter = grouped(openIn(pairing.fromOf), after)
  const isSame = (from: number, to: number) => before[from] === after[to]
  return {
    isSame,
    onlyOnes: (from, to) =>
      isSame(from, to) &&
      openBefore.get(before[from] ?? 0)?.length === 1 &&
      openAfter.get(after[to] ?? 0)?.length === 1,
    around: (to) => {
      const gap = after[to] ?? 0
      const olds = openBefore.get(gap) ?? []
      const news = openAfter.get(gap) ?? []
      // Both lists are sorted: where it stands among them is found by halving.
      const share = news.length < 2 ? 0 : placeIn(news, to) / (news.length - 1)
      const middle = Math.round(share * (olds.length - 1))
      return olds.slice(Math.max(0, middle - nearby), middle + nearby + 1)
    },
  }
}

const gapNumbers = (length: number, anchors: readonly number[]): Int32Array => {
  const numbers = new Int32Array(length)
  let gap = 0
  for (let place = 0; place < length; place++) {
    numbers[place] = gap
    if (anchors[gap] === place) gap++
  }
  return numbers
}

const grouped = (
  places: readonly number[],
  groups: Int32Array,
): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, number[]>()
  for (const place of places) {
    const group = groups[place] ?? 0
    const list = found.get(group)
    if (list === undefined) found.set(group, [place])
    else list.push(place)
  }
  return found
}

const placeIn = (sorted: readonly number[], value: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
