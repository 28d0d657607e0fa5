import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { recordContext, verifyReport } from '../contract.ts'
import type { ConcernedProduct } from '../ports.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

/** What a try of a report is checked against. */
export interface Tried {
  readonly products: readonly ConcernedProduct[]
  /** Reports that were linked to the case, also after it was opened. */
  readonly reports: readonly string[]
}

/** Clause 9.3: a result names the revision that it was found on, unless nobody can try it. */
export const decideVerifyReport = (
  state: CaseState,
  { on, verifiedBy, ...input }: InputOf<typeof verifyReport>,
  { actor, now }: DecisionContext,
  { products, reports }: Tried,
): Decided => {
  if (state.closed !== null) return closed
  const { outcome, report, product, revision } = input
  const today = now.slice(0, 10)
  if (on !== undefined && on > today)
    return refuse(
      'case/date-in-future',
      'The day of the try lies in the future. Choose today or an earlier day.',
    )
  if (report !== undefined && !state.reports.includes(report) && !reports.includes(report))
    return refuse(
      'case/not-its-report',
      'This report is not linked to the case. Link it first, or leave it out.',
    )
  if (outcome !== 'cannot-be-tried' && (product === undefined || revision === undefined))
    return refuse(
      'case/revision-missing',
      'Name the product and the revision that it was tried on. Only what cannot be tried has none.',
    )
  if (product === undefined && revision !== undefined)
    return refuse('case/product-missing', 'Name the product of this revision, or leave both out.')
  const known = products.find(({ id }) => id === product)
  if (product !== undefined && known === undefined)
    return refuse('case/no-such-product', 'There is no such product. Name one of ours.')
  if (
    known !== undefined &&
    revision !== undefined &&
    !known.revisions.some((one) => one.revision === revision)
  )
    return refuse(
      'case/no-such-revision',
      `${known.name} has no revision ${revision}. Add the revision to the product first.`,
    )
  return [
    {
      type: 'case.report-verified',
      ...input,
      verifiedBy: verifiedBy === '' ? actor.id : verifiedBy,
      on: on ?? today,
    },
  ]
}

export const decideRecordContext = whileOpen((_state, input: InputOf<typeof recordContext>) => [
  { type: 'case.context-recorded', ...input },
])
