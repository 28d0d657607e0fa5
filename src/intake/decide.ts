import type { InputOf } from '../kernel/fields.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import { addDays, type Instant } from '../kernel/time.ts'
import type { Decision, DecisionContext, DeliveryRequest } from '../ledger/index.ts'
import type {
  acknowledge,
  addFromReporter,
  conclude,
  linkCase,
  receive,
  reply,
  tellProgress,
} from './contract.ts'
import type { ReportEvent } from './events.ts'
import { firstWords, type ReportState } from './state.ts'

type Decided = Decision<ReportEvent> | Refusal

/** Days (ISO/IEC 29147 suggests to answer within seven). */
const promise = { acknowledgement: 5, progress: 30 }

const dayAfter = (now: Instant, days: number): string => addDays(now, days).slice(0, 10)

export const decideReceive = (
  _state: ReportState,
  { reference, ...told }: InputOf<typeof receive>,
  context: DecisionContext,
): Decided => {
  const nextDate = dayAfter(context.now, promise.acknowledgement)
  const received: ReportEvent = {
    type: 'report.received',
    ...told,
    title: told.title === '' ? firstWords(told.description) : told.title,
    reference: context.humanId,
    theirReference: reference,
    nextDate,
  }
  return {
    events: [received],
    deliveries: toReporter(told.reporterEmail, context, 'received', {
      subject: `[${context.humanId}] We have your report`,
      body: `Thank you. Your report has the reference ${context.humanId}. A person will answer by ${nextDate}.`,
    }),
  }
}

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
    pastDate(nextDate, context.now) ?? {
      events: [{ type: 'report.acknowledged', message, nextDate }],
      deliveries: toReporter(state.reporterEmail, context, 'acknowledged', {
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
  const date = nextDate ?? state.nextDate ?? dayAfter(context.now, promise.progress)
  return (
    (nextDate === undefined ? undefined : pastDate(nextDate, context.now)) ?? {
      events: [{ type: 'report.replied', message, nextDate: date }],
      deliveries: toReporter(state.reporterEmail, context, `reply-${context.newId()}`, {
        subject: `[${context.humanId}] A message about your report`,
        body: message,
      }),
    }
  )
}

export const decideAddFromReporter = (
  state: ReportState,
  { message, files }: InputOf<typeof addFromReporter>,
): Decided => {
  if (state.status === 'closed')
    return refuse(
      'report/closed',
      'This report is closed. Send a new report and mention its reference.',
    )
  if (message === '' && files.length === 0)
    return refuse('report/nothing-added', 'Write a message or choose a file.')
  return { events: [{ type: 'report.extended', message, files }] }
}

export const decideLinkCase = (
  state: ReportState,
  { case: linked }: InputOf<typeof linkCase>,
): Decided => {
  if (state.status === 'closed') return closedAlready
  return { events: state.cases.includes(linked) ? [] : [{ type: 'report.linked', case: linked }] }
}

export const decideTellProgress = (
  state: ReportState,
  { case: about, step, message, where }: InputOf<typeof tellProgress>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return { events: [] }
  return {
    events: [
      {
        type: 'report.progress-told',
        case: about,
        step,
        message,
        where,
        nextDate: dayAfter(context.now, promise.progress),
      },
    ],
    deliveries: toReporter(state.reporterEmail, context, `${about}-${step}`, {
      subject: `[${context.humanId}] News about your report`,
      body: where === '' ? message : `${message}\n\n${where}`,
    }),
  }
}

export const decideConclude = (
  state: ReportState,
  { exit, reason, message }: InputOf<typeof conclude>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  return {
    events: [{ type: 'report.closed', exit, reason, message }],
    deliveries: toReporter(state.reporterEmail, context, 'closed', {
      subject: `[${context.humanId}] Your report is closed`,
      body: message,
    }),
  }
}

const closedAlready = refuse(
  'report/closed',
  'This report is closed. Open a new one if more came in.',
)

const pastDate = (day: string, now: Instant): Refusal | undefined =>
  day < now.slice(0, 10)
    ? refuse('report/date-passed', 'The next date lies in the past. Choose today or a later day.')
    : undefined

const toReporter = (
  sealedAddress: string,
  { stream }: DecisionContext,
  what: string,
  content: { readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] =>
  sealedAddress === ''
    ? []
    : [{ channel: 'mail', recipient: sealedAddress, content, dedupeKey: `${stream}:${what}` }]
