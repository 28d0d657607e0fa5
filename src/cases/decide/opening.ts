import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { closeCase, describeCase, lookAtDocuments, openCase, reopenCase } from '../contract.ts'
import type { ClosureEvidence, FromReport } from '../ports.ts'
import { endsWithoutFix } from '../state/disposition.ts'
import type { CaseState } from '../state.ts'
import { mayClose } from './closure.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

export const decideOpen = (
  _state: CaseState,
  { awareOn, ...input }: InputOf<typeof openCase>,
  context: DecisionContext,
  report: FromReport | undefined,
): Decided => {
  const today = context.now.slice(0, 10)
  if (awareOn !== undefined && awareOn > today)
    return refuse(
      'case/aware-later',
      'The day of awareness lies in the future. Choose today or an earlier day.',
    )
  return [
    {
      type: 'case.opened',
      reference: context.humanId,
      awareOn: awareOn ?? report?.on ?? today,
      ...input,
    },
    ...(report === undefined || report.embargo === null ? [] : [inherited(report.embargo)]),
  ]
}

const inherited = ({ named, until }: NonNullable<FromReport['embargo']>) => ({
  type: 'case.embargo-set' as const,
  named: [...named],
  reason: 'Opened from a report that is restricted to these people.',
  ...(until === undefined ? {} : { until }),
})

export const decideDescribe = whileOpen((_state, input: InputOf<typeof describeCase>) => [
  { type: 'case.described', ...input },
])

/** Without a row of impact there is no revision whose documents could be searched. */
export const decideLookAtDocuments = whileOpen(
  (state, input: InputOf<typeof lookAtDocuments>): Decided =>
    state.impact.some(({ status }) => status !== 'not-affected')
      ? [{ type: 'case.look-asked', ...input }]
      : refuse(
          'case/nothing-to-search',
          'Record first which product revisions are affected: their documents are searched.',
        ),
)

export const decideClose = (
  state: CaseState,
  { conclusion }: InputOf<typeof closeCase>,
  _context: DecisionContext,
  evidence: ClosureEvidence,
): Decided => {
  if (state.closed !== null) return closed
  const may = mayClose(state, evidence)
  if (isRefusal(may)) return may
  return [
    ...(state.otherProducts === null && !endsWithoutFix(state) ? [alone] : []),
    { type: 'case.closed', conclusion },
  ]
}

/** Nobody had to say it: the closure would have been refused if there were another product. */
const alone = {
  type: 'case.nobody-asked' as const,
  reason: 'The maker has no other active product.',
  alone: true,
}

export const decideReopen = (state: CaseState, { reason }: InputOf<typeof reopenCase>): Decided =>
  state.closed === null
    ? refuse('case/not-closed', 'This case is open already.')
    : [{ type: 'case.reopened', reason }]
