import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { linkCase, tellProgress, unlinkCase } from '../contract.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf } from './clocks/watch.ts'
import { promise } from './dates.ts'
import { closedAlready, type Decided } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { toIssue, toReporter } from './to-reporter.ts'

/** A duplicate goes with its original, also after it is closed; the server sees to that. */
const isFollowing = ({ status, of }: ReportState, { actor }: DecisionContext): boolean =>
  status === 'closed' && of !== null && actor.id.startsWith('system:')

export const decideLinkCase = (
  state: ReportState,
  { case: linked }: InputOf<typeof linkCase>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed' && !isFollowing(state, context)) return closedAlready
  if (state.cases.includes(linked)) return { events: [] }
  return {
    events: [{ type: 'report.linked', case: linked }],
    deliveries:
      state.cases.length > 0 || state.status === 'closed'
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

export const decideUnlinkCase = (
  state: ReportState,
  { case: linked, reason }: InputOf<typeof unlinkCase>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed' && !isFollowing(state, context)) return closedAlready
  return state.cases.includes(linked)
    ? { events: [{ type: 'report.unlinked', case: linked, reason }] }
    : refuse('report/not-linked', 'The report is not linked to this case. Choose one of its cases.')
}

export const decideTellProgress =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { case: about, step, message, where }: InputOf<typeof tellProgress>,
    context: DecisionContext,
  ): Decided => {
    if (!hears(state)) return { events: [] }
    // Two revisions fixed are two events in the case, and one piece of news for the reporter.
    if (state.thread.some((entry) => entry.message === message && entry.where === where))
      return { events: [] }
    const next =
      state.status === 'closed'
        ? { nextDate: '' }
        : promise(deadlineOf(clocks, 'update', context.now))
    return {
      events: [{ type: 'report.progress-told', case: about, step, message, where, ...next }],
      deliveries: toReporter(state, context, `progress-${context.newId()}`, {
        subject: `[${context.humanId}] News about your report`,
        body: where === '' ? message : `${message}\n\n${where}`,
      }),
    }
  }

/** Who took it back hears nothing more; who was told "we know it" or "it is fixed" hears the rest. */
const hears = ({ status, exit, withdrawnAt }: ReportState): boolean =>
  withdrawnAt === null &&
  (status !== 'closed' || exit?.exit === 'duplicate' || exit?.exit === 'resolved')
