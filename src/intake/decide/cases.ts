import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { inEnglish, tell, written } from '../contract/told.ts'
import type { linkCase, tellProgress, unlinkCase } from '../contract.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf } from './clocks/watch.ts'
import { promise } from './dates.ts'
import { closedAlready, type Decided } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { byNext, toIssue, toReporter } from './to-reporter.ts'

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
              subject: 'mail.linked.subject',
              body: [tell('told.linked')],
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
    { case: about, step, where, ...input }: InputOf<typeof tellProgress>,
    context: DecisionContext,
  ): Decided => {
    if (!hears(state)) return { events: [] }
    const told = input.said.length === 0 ? written(input.message) : input.said
    const message = inEnglish(told)
    // Two revisions fixed are two events in the case, and one piece of news for the reporter.
    if (state.thread.some((entry) => entry.message === message && entry.where === where))
      return { events: [] }
    const next =
      state.status === 'closed'
        ? { nextDate: '' }
        : promise(deadlineOf(clocks, 'update', context.now))
    return {
      events: [
        { type: 'report.progress-told', case: about, step, message, said: told, where, ...next },
      ],
      deliveries: toReporter(state, context, `progress-${context.newId()}`, {
        subject: 'mail.news.subject',
        body: [
          tell('mail.news'),
          ...told,
          ...(where === '' ? [] : [tell('mail.where', { where })]),
          ...(next.nextDate === '' ? [] : [byNext(next.nextDate)]),
        ],
      }),
    }
  }

/** Who took it back hears nothing more; who was told "we know it" or "it is fixed" hears the rest. */
const hears = ({ status, exit, withdrawnAt }: ReportState): boolean =>
  withdrawnAt === null &&
  (status !== 'closed' || exit?.exit === 'duplicate' || exit?.exit === 'resolved')
