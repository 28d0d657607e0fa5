import type { InputOf } from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import { addDays, type Instant } from '../kernel/time.ts'
import type { Decision, DecisionContext, DeliveryRequest } from '../ledger/index.ts'
import {
  type acknowledge,
  type addFromReporter,
  type conclude,
  type linkCase,
  promised,
  type receive,
  type reply,
  type tellProgress,
} from './contract.ts'
import type { ReportEvent } from './events.ts'
import { firstWords, type ReportState } from './state.ts'

type Decided = Decision<ReportEvent> | Refusal

const dayAfter = (now: Instant, days: number): string => addDays(now, days).slice(0, 10)

export const decideReceive = (
  _state: ReportState,
  { reference, ...told }: InputOf<typeof receive>,
  context: DecisionContext,
): Decided => {
  // A secret link is made for the stranger who gets it: nobody else may set whose report it opens.
  if (told.linkHash !== undefined && !context.actor.id.startsWith('outsider:'))
    return refuse(
      'report/link-not-yours',
      'Leave "linkHash" out: only the public form makes links.',
    )
  const large = tooLarge(told.files)
  if (large !== undefined) return large
  const nextDate = dayAfter(context.now, promised.acknowledgeDays)
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
    unfitDate(nextDate, context.now) ?? {
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
  const date = nextDate ?? standingDate(state, context.now)
  return (
    unfitDate(date, context.now) ?? {
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
  const sent = state.thread.filter(({ from }) => from === 'reporter').length
  const large = tooLarge([...state.files, ...files])
  if (large !== undefined || sent >= limits.list.items)
    return (
      large ??
      refuse('report/full', 'This report is full. Send a new one and mention its reference.')
    )
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
    deliveries: toReporter(state.reporterEmail, context, `progress-${context.newId()}`, {
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
  if (exit === 'resolved' && state.cases.length === 0)
    return refuse(
      'report/no-case',
      'A report is resolved by a case. Link the case that fixed it, or choose another exit.',
    )
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

/** What was promised, or anew where that day has passed: nobody is left with an old promise. */
const standingDate = ({ nextDate }: ReportState, now: Instant): string =>
  nextDate !== null && nextDate >= now.slice(0, 10)
    ? nextDate
    : dayAfter(now, promised.progressDays)

const unfitDate = (day: string, now: Instant): Refusal | undefined => {
  if (day < now.slice(0, 10))
    return refuse('report/date-passed', 'The next date lies in the past. Choose today or later.')
  const last = dayAfter(now, promised.progressDays)
  return day > last
    ? refuse(
        'report/date-too-far',
        `Our policy promises news every ${promised.progressDays} days. Choose ${last} or earlier.`,
      )
    : undefined
}

const tooLarge = (files: readonly { readonly size: number }[]): Refusal | undefined =>
  files.reduce((sum, { size }) => sum + size, 0) > limits.file.reportTotalBytes
    ? refuse(
        'file/too-large',
        `The files of a report may have ${limits.file.reportTotalBytes} bytes together. Send less.`,
      )
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
