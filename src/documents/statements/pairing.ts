import type { Prepared } from './statement.ts'

/** Which statements of two revisions are matched; each at most once until parts are joined. */
export interface Pairing {
  readonly before: readonly Prepared[]
  readonly after: readonly Prepared[]
  /** The match of each statement of the older revision, -1 where there is none; and the other way. */
  readonly toOf: Int32Array
  readonly fromOf: Int32Array
}

export const createPairing = (
  before: readonly Prepared[],
  after: readonly Prepared[],
): Pairing => ({
  before,
  after,
  toOf: new Int32Array(before.length).fill(-1),
  fromOf: new Int32Array(after.length).fill(-1),
})

export const isOpen = ({ toOf, fromOf }: Pairing, from: number, to: number): boolean =>
  toOf[from] === -1 && fromOf[to] === -1

export const pair = ({ toOf, fromOf }: Pairing, from: number, to: number): void => {
  toOf[from] = to
  fromOf[to] = from
}

export const openIn = (matched: Int32Array): readonly number[] => {
  const open: number[] = []
  for (const [place, other] of matched.entries()) if (other === -1) open.push(place)
  return open
}

export const pairsOf = ({
  toOf,
}: Pairing): readonly { readonly from: number; readonly to: number }[] => {
  const pairs: { from: number; to: number }[] = []
  for (const [from, to] of toOf.entries()) if (to !== -1) pairs.push({ from, to })
  return pairs
}
