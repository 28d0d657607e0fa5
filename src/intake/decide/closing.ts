import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { conclude } from '../contract.ts'
import type { ReportState } from '../state.ts'
import { closedAlready, type Decided } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { toReporter } from './to-reporter.ts'

export const decideConclude = (
  state: ReportState,
  { exit, reason, message }: InputOf<typeof conclude>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (exit === 'resolved' && state.cases.length === 0)
    return refuse(
      'report/no-case',
      'A report is resolved by a case. Link the case that fixed it, or choose another exit.',
    )
  return {
    events: [{ type: 'report.closed', exit, reason, message }],
    deliveries: [
      ...toReporter(state, context, 'closed', {
        subject: `[${context.humanId}] Your report is closed`,
        body: message,
      }),
      ...ownerHears.closed(state, context, { exit, message }),
    ],
  }
}
