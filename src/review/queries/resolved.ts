import type { RecordKind, Records, Viewed } from '../records/views.ts'
import { everyOne, type Query, query } from './answer.ts'

export type Case = Viewed<'case'>

/** The issue has come to an end, or to a fix that holds: from here on 9.5 asks for its records. */
export const isResolved = ({ status, state }: Case): boolean =>
  (status === 'fix-verified' || status === 'closed') && !isOfBefore(state)

/** Closed in an earlier system and imported: this one answers for nothing of it. */
export const isOfBefore = ({ closed }: Case['state']): boolean => closed?.elsewhere !== undefined
export const resolvedOf = ({ case: cases }: Records) => cases.filter(isResolved)

/** An accepted risk changes nothing in the product. */
export const isChange = ({ state }: Case): boolean =>
  state.disposition !== null && state.disposition.path !== 'residual-risk'

const noneResolved = 'No issue is resolved yet: nothing shows it.'

/** Every resolved case has it. */
export const everyResolved = (
  isSo: (one: Case, records: Records) => boolean,
  detail: (so: number, all: number, records: Records) => string,
  uses: readonly RecordKind[] = [],
): Query =>
  query(['case', ...uses], ({ records }) =>
    everyOne(resolvedOf(records), (one) => isSo(one, records), {
      none: noneResolved,
      detail: (so, all) => detail(so, all, records),
    }),
  )
