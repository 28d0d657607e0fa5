interface Placed {
  readonly from: number
  readonly to: number
}

/**
 * The most pairs that stand in the same order in both revisions, by increasing `from` and `to`: what
 * is not among them has moved. Time grows with n log n; of several answers always the same.
 */
export const inOrder = <Pair extends Placed>(pairs: readonly Pair[]): readonly Pair[] => {
  const sorted = [...pairs].sort((a, b) => a.from - b.from || b.to - a.to)
  // `ends[k]` is the place of the pair with the least `to` that ends a run of k + 1 pairs.
  const ends: number[] = []
  const before: number[] = []
  const toAt = (place: number): number => sorted[place]?.to ?? 0
  for (const [place, { to }] of sorted.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (toAt(ends[middle] ?? 0) < to) low = middle + 1
      else high = middle
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1))
    ends[low] = place
  }
  const kept: Pair[] = []
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) {
    const pair = sorted[place]
    if (pair !== undefined) kept.push(pair)
  }
  return kept.reverse()
}
