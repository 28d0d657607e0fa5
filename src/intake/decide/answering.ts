import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { tell, written } from '../contract/told.ts'
import type { acknowledge, assess, reclassify, reply } from '../contract.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { chosenDate, promise, standingDate } from './dates.ts'
import { closedAlready, type Decided, withdrawnAlready } from './decided.ts'
import { byNext, toReporter } from './to-reporter.ts'

export const decideAcknowledge =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { message, nextDate }: InputOf<typeof acknowledge>,
    context: DecisionContext,
  ): Decided => {
    if (state.status === 'closed') return closedAlready
    if (state.withdrawnAt !== null) return withdrawnAlready
    if (state.acknowledgedAt !== null)
      return refuse(
        'report/acknowledged-already',
        'This report has been acknowledged. Write to the reporter instead.',
      )
    const next = chosenDate(clocks, nextDate, context.now)
    if (isRefusal(next)) return next
    return {
      events: [{ type: 'report.acknowledged', message, ...promise(next) }],
      deliveries: toReporter(state, context, 'acknowledged', {
        subject: 'mail.acknowledged.subject',
        body: [tell('mail.acknowledged'), ...written(message), byNext(nextDate)],
      }),
    }
  }

export const decideReply =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { message, nextDate, question }: InputOf<typeof reply>,
    context: DecisionContext,
  ): Decided => {
    if (state.status === 'closed') return closedAlready
    if (state.withdrawnAt !== null) return withdrawnAlready
    const next =
      nextDate === undefined
        ? standingDate(clocks, state, context.now)
        : chosenDate(clocks, nextDate, context.now)
    if (isRefusal(next)) return next
    return {
      events: [{ type: 'report.replied', message, question, ...promise(next) }],
      deliveries: toReporter(state, context, `reply-${context.newId()}`, {
        subject: question ? 'mail.question.subject' : 'mail.reply.subject',
        body: [
          tell(question ? 'mail.question' : 'mail.reply'),
          ...written(message),
          ...(question ? [tell('mail.question.next')] : []),
          byNext(next.day),
        ],
      }),
    }
  }

export const decideAssess =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { finding, reason, message, nextDate }: InputOf<typeof assess>,
    context: DecisionContext,
  ): Decided => {
    if (state.status === 'closed') return closedAlready
    const withdrawn = state.withdrawnAt !== null
    if (withdrawn && message !== '') return withdrawnAlready
    // The day is the reporter's: it moves with a word to them, or where they want no more words.
    if (nextDate !== undefined && message === '' && !withdrawn)
      return refuse(
        'report/no-message',
        'The next date is what the reporter was promised. Write them a sentence to move it.',
      )
    const next =
      nextDate === undefined
        ? standingDate(clocks, state, context.now)
        : chosenDate(clocks, nextDate, context.now)
    if (isRefusal(next)) return next
    // Without a word to the reporter, a promise that was missed stays missed.
    const kept =
      message === '' && nextDate === undefined && !withdrawn && state.nextDate !== null
        ? { nextDate: state.nextDate, ...(state.dueAt === null ? {} : { dueAt: state.dueAt }) }
        : promise(next)
    return {
      events: [{ type: 'report.assessed', finding, reason, message, ...kept }],
      deliveries:
        message === ''
          ? []
          : toReporter(state, context, `assessed-${context.newId()}`, {
              subject: 'mail.assessed.subject',
              body: [tell('mail.assessed'), ...written(message), byNext(next.day)],
            }),
    }
  }

export const decideReclassify = (
  state: ReportState,
  { source, reason }: InputOf<typeof reclassify>,
): Decided =>
  source === state.source
    ? refuse('report/same-source', 'The report stands under this source already. Choose another.')
    : { events: [{ type: 'report.reclassified', source, before: state.source, reason }] }
