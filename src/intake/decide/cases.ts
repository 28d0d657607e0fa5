import type { InputOf } from '../../kernel/fields.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { type linkCase, promised, type tellProgress } from '../contract.ts'
import type { ReportState } from '../state.ts'
import { dayAfter } from './dates.ts'
import { closedAlready, type Decided } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { toIssue, toReporter } from './to-reporter.ts'

export const decideLinkCase = (
  state: ReportState,
  { case: linked }: InputOf<typeof linkCase>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (state.cases.includes(linked)) return { events: [] }
  return {
    events: [{ type: 'report.linked', case: linked }],
    deliveries:
      state.cases.length > 0
        ? []
        : [
            ...toIssue(state, context, 'linked', {
              subject: `[${context.humanId}] Your report is being worked on`,
              body: 'This report is now worked on as a security case.',
            }),
            ...ownerHears.linked(state, context),
          ],
  }
}

export const decideTellProgress = (
  state: ReportState,
  { case: about, step, message, where }: InputOf<typeof tellProgress>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return { events: [] }
  // Two revisions fixed are two events in the case, and one piece of news for the reporter.
  if (state.thread.some((entry) => entry.message === message && entry.where === where))
    return { events: [] }
  return {
    events: [
      {
        type: 'report.progress-told',
        case: about,
        step,
        message,
        where,
        nextDate: dayAfter(context.now, promised.progressDays),
      },
    ],
    deliveries: toReporter(state, context, `progress-${context.newId()}`, {
      subject: `[${context.humanId}] News about your report`,
      body: where === '' ? message : `${message}\n\n${where}`,
    }),
  }
}
