import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import { tell, written } from '../contract/told.ts'
import type { conclude, merge, reopen } from '../contract.ts'
import type { ReportEvent } from '../events.ts'
import type { Original } from '../ports.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf, today } from './clocks/watch.ts'
import { promise } from './dates.ts'
import { closedAlready, type Decided, withdrawnAlready } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { byNext, toReporter } from './to-reporter.ts'

type Conclusion = InputOf<typeof conclude>

export const decideConclude =
  (clocks: IntakeClocks) =>
  (state: ReportState, input: Conclusion, context: DecisionContext): Decided => {
    if (state.status === 'closed') return closedAlready
    const { exit, reason, message } = input
    const refused = unfit(state, input, today(clocks, context.now))
    if (refused !== undefined) return refused
    const on = input.ownerToldOn ?? today(clocks, context.now)
    const handedOver =
      exit === 'not-our-product'
        ? {
            handedOver: {
              to: input.ownerName,
              contact: input.ownerContact,
              message: input.ownerMessage,
              on,
            },
          }
        : {}
    return {
      events: [{ type: 'report.closed', exit, reason, message, ...handedOver }],
      deliveries: [
        ...goodbye(state, context, { exit, message }),
        ...ownerHears.closed(state, context, { exit, message }),
        ...(exit === 'not-our-product' ? handOver(input, context) : []),
      ],
    }
  }

/** What an exit asks for before it can be taken (ISO/IEC 30111). */
const unfit = (state: ReportState, input: Conclusion, now: string): Refusal | undefined => {
  switch (input.exit) {
    case 'resolved':
      return state.cases.length > 0
        ? undefined
        : refuse(
            'report/no-case',
            'A report is resolved by a case. Link the case that fixed it, or choose another exit.',
          )
    case 'duplicate':
      return refuse(
        'report/merge-instead',
        'Merge it with the report that came first: then its reporter hears what becomes of the flaw.',
      )
    case 'not-reproducible':
      return state.askedAt !== null
        ? undefined
        : refuse(
            'report/not-asked',
            'The reporter was not asked yet. Write to them with a question before giving up.',
          )
    case 'withdrawn':
      return state.cases.length > 0 || state.finding === 'no-flaw'
        ? undefined
        : refuse(
            'report/flaw-open',
            'Withdrawing ends the talk, not the look at a flaw. Link the case that follows it, or record an assessment that finds no flaw.',
          )
    case 'not-our-product':
      return unfitOwner(input, now)
    case 'not-a-vulnerability':
    case 'obsolete-product':
      return undefined
    default:
      return input.exit satisfies never
  }
}

const unfitOwner = (
  { ownerName, ownerContact, ownerMessage, ownerToldOn }: Conclusion,
  now: string,
): Refusal | undefined => {
  if (ownerName === '')
    return refuse('report/no-owner', 'Say whose product it is: the report is handed over to them.')
  if (ownerToldOn !== undefined && ownerToldOn > now)
    return refuse('report/told-later', 'The day on which the owner was told lies in the future.')
  if (ownerToldOn !== undefined) return undefined
  if (ownerContact === '' || ownerMessage === '')
    return refuse(
      'report/owner-not-told',
      'Give the owner’s mail address and what to tell them, or the day on which they were told.',
    )
  return undefined
}

const handOver = (
  { ownerContact, ownerMessage, ownerToldOn }: Conclusion,
  { stream, humanId, newId }: DecisionContext,
): readonly DeliveryRequest[] =>
  ownerToldOn !== undefined
    ? []
    : [
        {
          channel: 'mail',
          recipient: ownerContact,
          content: {
            subject: `[${humanId}] A report about a flaw in your product`,
            body: ownerMessage,
          },
          dedupeKey: `${stream}:handed-over-${newId()}`,
        },
      ]

export const decideMerge = (
  state: ReportState,
  { reason, message }: InputOf<typeof merge>,
  context: DecisionContext,
  original: Original,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (original.id === context.stream)
    return refuse('report/same-report', 'A report is no duplicate of itself. Name the other one.')
  if (original.of !== null)
    return refuse(
      'report/not-the-original',
      `${original.reference} is a duplicate itself. Merge with the report that it was merged with.`,
    )
  const closed: ReportEvent = {
    type: 'report.closed',
    exit: 'duplicate',
    reason,
    message,
    of: original.id,
  }
  return {
    events: [
      closed,
      ...original.cases
        .filter((id) => !state.cases.includes(id))
        .map((id): ReportEvent => ({ type: 'report.linked', case: id })),
      ...(state.withdrawnAt === null ? caughtUp(original) : []),
    ],
    deliveries: [
      ...goodbye(state, context, { exit: 'duplicate', message }),
      ...ownerHears.closed(state, context, { exit: 'duplicate', message }),
    ],
  }
}

/** The last news that the first reporter had: it stands in the thread of the later one, too. */
const caughtUp = ({ news }: Original): readonly ReportEvent[] =>
  news === null ? [] : [{ type: 'report.progress-told', ...news, nextDate: '' }]

export const decideReopen =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { reason, message }: InputOf<typeof reopen>,
    context: DecisionContext,
  ): Decided => {
    if (state.status !== 'closed')
      return refuse('report/open', 'This report is open. Go on with it as it is.')
    if (state.withdrawnAt !== null && message !== '') return withdrawnAlready
    const next = deadlineOf(
      clocks,
      state.acknowledgedAt === null ? 'acknowledgement' : 'update',
      context.now,
    )
    return {
      events: [{ type: 'report.reopened', by: 'maker', reason, message, ...promise(next) }],
      deliveries:
        message === ''
          ? []
          : toReporter(state, context, `reopened-${context.newId()}`, {
              subject: 'mail.reopened.subject',
              body: [tell('mail.reopened'), ...written(message), byNext(next.day)],
            }),
    }
  }

/** A report can be closed twice, so each time has its own key. */
const goodbye = (
  state: ReportState,
  context: DecisionContext,
  { exit, message }: Pick<Conclusion, 'exit' | 'message'>,
) =>
  toReporter(state, context, `closed-${context.newId()}`, {
    subject: 'mail.closed.subject',
    body: [
      tell(`mail.closed.${exit}`),
      tell('mail.closed.message'),
      ...written(message),
      tell('mail.closed.next'),
    ],
  })
