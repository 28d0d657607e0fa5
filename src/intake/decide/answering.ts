import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { acknowledge, reply } from '../contract.ts'
import type { ReportState } from '../state.ts'
import { standingDate, unfitDate } from './dates.ts'
import { closedAlready, type Decided } from './decided.ts'
import { toReporter } from './to-reporter.ts'

export const decideAcknowledge = (
  state: ReportState,
  { message, nextDate }: InputOf<typeof acknowledge>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (state.acknowledgedAt !== null)
    return refuse(
      'report/acknowledged-already',
      'This report has been acknowledged. Write to the reporter instead.',
    )
  return (
    unfitDate(nextDate, context.now) ?? {
      events: [{ type: 'report.acknowledged', message, nextDate }],
      deliveries: toReporter(state, context, 'acknowledged', {
        subject: `[${context.humanId}] Your report is being looked at`,
        body: `${message}\n\nYou will hear more by ${nextDate}.`,
      }),
    }
  )
}

export const decideReply = (
  state: ReportState,
  { message, nextDate }: InputOf<typeof reply>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  const date = nextDate ?? standingDate(state, context.now)
  return (
    unfitDate(date, context.now) ?? {
      events: [{ type: 'report.replied', message, nextDate: date }],
      deliveries: toReporter(state, context, `reply-${context.newId()}`, {
        subject: `[${context.humanId}] A message about your report`,
        body: message,
      }),
    }
  )
}
