import type { EventEnvelope } from '../ledger/index.ts'
import type { ReportEvent } from './events.ts'
import { runningDates } from './state/dates.ts'
import { evolveHeld, holding } from './state/held.ts'
import { evolveReaching, isReaching } from './state/reaching.ts'
import type { ReportState, ThreadEntry, ToldDate } from './state/shape.ts'

export { runningDates } from './state/dates.ts'
export {
  firstWords,
  originFacet,
  reportFacets,
  reportText,
  reportWords,
  wantsThanks,
} from './state/facets.ts'
export { mayDownload } from './state/held.ts'
export { initialReport, type ReportState } from './state/shape.ts'

export const evolveReport = (
  state: ReportState,
  event: ReportEvent,
  envelope: EventEnvelope,
): ReportState => {
  const next = holding(evolved(state, event, envelope), event, envelope)
  const running = runningDates(next)
  return {
    ...next,
    watchAt:
      next.status === 'closed' ? null : event.watchAt === undefined ? next.watchAt : event.watchAt,
    watched: next.watched || event.watchAt !== undefined,
    // What was told of a date that runs no more need not be known.
    told: next.told.filter((told) =>
      running.some(({ clock, dueAt }) => clock === told.clock && dueAt === told.dueAt),
    ),
  }
}

const evolved = (state: ReportState, event: ReportEvent, envelope: EventEnvelope): ReportState => {
  const { at, actor } = envelope
  switch (event.type) {
    case 'report.received': {
      const {
        type: _,
        watchAt: __,
        subject,
        original,
        linkHash,
        origin,
        mail,
        dueAt,
        assess,
        messageId,
        ...facts
      } = event
      return {
        ...state,
        ...facts,
        subject: subject ?? null,
        original: original ?? null,
        linkHash: linkHash ?? null,
        origin: origin ?? null,
        theirReference: messageId ?? facts.theirReference,
        mails: mail === undefined ? [] : [{ ...mail, at }],
        dueAt: dueAt ?? null,
        assessment: assess ?? null,
        way: wayOf(actor, event.channel),
        receivedAt: at,
      }
    }
    case 'report.acknowledged':
      return promised(afterAnswer(state, at, event.message), event)
    case 'report.replied':
      return {
        ...promised(afterAnswer(state, at, event.message), event),
        askedAt: event.question ? at : state.askedAt,
      }
    case 'report.assessed': {
      const told = event.message === '' ? state : afterAnswer(state, at, event.message)
      return { ...promised(told, event), finding: event.finding, assessment: null }
    }
    case 'report.reclassified':
      return { ...state, source: event.source, firstSource: state.firstSource ?? event.before }
    case 'report.extended':
      return {
        ...withEntry(state, { from: 'reporter', at, message: event.message, files: event.files }),
        files: [...state.files, ...event.files],
        mails: event.mail === undefined ? state.mails : [...state.mails, { ...event.mail, at }],
        // Who writes again is talked to again; a machine's answer is no word of theirs.
        withdrawnAt: (event.mail?.automatic ?? '') === '' ? null : state.withdrawnAt,
        // They have our page or our mails before them, so we have them.
        unreached:
          (event.mail?.automatic ?? '') === ''
            ? state.unreached.filter(({ whom }) => whom !== 'reporter')
            : state.unreached,
      }
    case 'report.withdrawn':
      return {
        ...(event.message === ''
          ? state
          : withEntry(state, { from: 'reporter', at, message: event.message })),
        withdrawnAt: at,
      }
    case 'report.credit-set':
      return {
        ...state,
        credit: event.credit,
        creditLink: event.creditLink,
        thanks: event.thanks,
      }
    case 'report.link-asked':
      return { ...state, linksAsked: [...state.linksAsked, at].slice(-linksKept) }
    case 'report.link-replaced':
      return { ...state, linkHash: event.linkHash }
    case 'report.linked':
      return {
        ...state,
        status: state.status === 'closed' ? state.status : 'in-case',
        cases: [...state.cases, event.case],
        assessment: null,
      }
    case 'report.unlinked': {
      const cases = state.cases.filter((id) => id !== event.case)
      return {
        ...state,
        cases,
        status: state.status === 'closed' ? state.status : openStatus({ ...state, cases }),
      }
    }
    case 'report.progress-told': {
      const told = {
        ...withEntry(state, {
          from: 'maker',
          at,
          message: event.message,
          said: event.said,
          where: event.where,
        }),
        step: event.step,
      }
      return state.status === 'closed' ? told : promised(told, event)
    }
    case 'report.closed':
      return {
        ...answered(state, at, event.message, event.said),
        status: 'closed',
        nextDate: null,
        dueAt: null,
        exit: { exit: event.exit, reason: event.reason, at },
        of: event.of ?? null,
        handedOver: event.handedOver ?? null,
      }
    case 'report.reopened': {
      const told = event.message === '' ? state : answered(state, at, event.message)
      return promised(
        { ...told, status: openStatus(told), exit: null, of: null, assessment: null },
        event,
      )
    }
    case 'report.assigned':
      return { ...state, assignee: event.to === '' ? null : event.to }
    case 'report.reminded':
      return { ...state, told: [...state.told, toldOf('reminded', event)] }
    case 'report.escalated':
      return { ...state, told: [...state.told, toldOf('escalated', event)] }
    default:
      return isReaching(event)
        ? evolveReaching(state, event, envelope)
        : evolveHeld(state, event, envelope)
  }
}

const outsider = 'outsider:'
const wayOf = (actor: string, channel: string): string =>
  actor.startsWith(outsider) ? actor.slice(outsider.length) : channel

/** Moments at which links were asked for that are kept: more than may be asked for in a day. */
const linksKept = 10

const toldOf = (
  kind: ToldDate['kind'],
  { clock, dueAt, moment, to, mails }: Omit<ToldDate, 'kind'>,
): ToldDate => ({ kind, clock, dueAt, moment, to, mails })

const openStatus = ({
  cases,
  acknowledgedAt,
}: Pick<ReportState, 'cases' | 'acknowledgedAt'>): ReportState['status'] =>
  cases.length > 0 ? 'in-case' : acknowledgedAt === null ? 'new' : 'acknowledged'

/** The day that was promised, with the moment at which it is late. */
const promised = (
  state: ReportState,
  {
    nextDate,
    dueAt,
  }: { readonly nextDate: string; readonly dueAt?: ReportState['dueAt'] | undefined },
): ReportState => ({ ...state, nextDate, dueAt: dueAt ?? null })

const afterAnswer = (state: ReportState, at: string, message: string): ReportState => ({
  ...answered(state, at, message),
  status: state.status === 'new' ? 'acknowledged' : state.status,
})

/** A person's own words to the reporter. */
const answered = (
  state: ReportState,
  at: string,
  message: string,
  said?: ThreadEntry['said'],
): ReportState => ({
  ...withEntry(state, { from: 'maker', at, message, said }),
  acknowledgedAt: state.acknowledgedAt ?? at,
})

const withEntry = (
  state: ReportState,
  entry: Omit<ThreadEntry, 'where' | 'files'> & Partial<ThreadEntry>,
): ReportState => ({ ...state, thread: [...state.thread, { where: '', files: [], ...entry }] })
