import type { OwnDuty } from '../catalogue/own.ts'
import type { Ledger } from '../ledger/index.ts'
import type { FindingState } from '../review/index.ts'
import { having, type Typed } from './wiring/records.ts'

/** A duty of the maker's own, and what a person said of it last. */
export interface JudgedDuty extends OwnDuty {
  readonly word: {
    readonly id: string
    readonly humanId: string
    readonly verdict: string
    readonly reason: string
    readonly by: string
    readonly at: string
    /** Whether the duty still reads as it did when it was judged. */
    readonly holds: boolean
  } | null
}

/**
 * Own duties have no patterns and no queries: what holds of them is what people say. A word on all
 * products counts for each that has none of its own; without a product, only those do.
 */
export const judgedDuties = async (
  ledger: Ledger,
  duties: readonly OwnDuty[],
  product: string | undefined,
): Promise<readonly JudgedDuty[]> => {
  const words =
    duties.length === 0
      ? []
      : await having<FindingState>(ledger, 'review-finding', 'own-duty', 'yes')
  const inTime = words
    .filter(({ state }) => state.product === null || state.product === product)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  return duties.map((duty) => {
    const last = inTime.findLast(({ state }) => state.constraint === duty.id)
    if (last === undefined) return { ...duty, word: null }
    const { verdict, reason, by, at } = last.state
    return {
      ...duty,
      word: {
        id: last.stream,
        humanId: last.humanId,
        verdict: verdict ?? 'could-not-run',
        reason,
        by,
        at,
        holds: last.state.duty === duty.duty,
      },
    }
  })
}

/** What is about the product itself comes last, then by time. */
const orderOf = ({ state, stream }: Typed<FindingState>): string =>
  `${state.product === null ? 0 : 1} ${state.at} ${stream}`
