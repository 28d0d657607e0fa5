import type { FileReference } from '../kernel/fields.ts'
import type { Instant } from '../kernel/time.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { reportStatuses, Source } from './contract.ts'
import type { ReportEvent } from './events.ts'

export interface ThreadEntry {
  readonly from: 'reporter' | 'maker'
  readonly at: string
  readonly message: string
  /** An address that the message points to, or empty. */
  readonly where: string
  readonly files: readonly FileReference[]
}

export interface CameAsMail
  extends NonNullable<(ReportEvent & { type: 'report.received' })['mail']> {
  readonly at: string
}

export interface ReportState {
  readonly status: (typeof reportStatuses)[number]
  readonly reference: string
  readonly source: Source
  readonly channel: string
  /** The server's own channel that took it in (`portal`, `smtp`), else what `channel` says. */
  readonly way: string
  readonly title: string
  readonly description: string
  readonly product: string
  readonly productVersion: string
  readonly steps: string
  readonly impact: string
  readonly exploited: string
  readonly alreadyPublic: string
  readonly disclosurePlans: string
  readonly credit: string
  readonly reporterName: string
  readonly reporterEmail: string
  readonly theirReference: string
  readonly identifiers: readonly string[]
  readonly files: readonly FileReference[]
  readonly original: FileReference | null
  readonly linkHash: string | null
  readonly origin: { readonly system: string; readonly key: string; readonly url: string } | null
  /** Who of the maker's own people is told what became of it; an address, or empty. */
  readonly owner: string
  readonly tlp: string
  readonly receivedAt: string
  /** When a person first answered: by acknowledging, by a message, or by closing. */
  readonly acknowledgedAt: string | null
  /** The day by which the reporter hears more. Only a closed report has none. */
  readonly nextDate: string | null
  readonly cases: readonly string[]
  /** The step of the case that the reporter was told of last. */
  readonly step: string | null
  readonly thread: readonly ThreadEntry[]
  /** The mails it came as, the first being that of the report. */
  readonly mails: readonly CameAsMail[]
  readonly exit: { readonly exit: string; readonly reason: string; readonly at: string } | null
}

export const initialReport: ReportState = {
  status: 'new',
  reference: '',
  source: 'd',
  channel: '',
  way: '',
  title: '',
  description: '',
  product: '',
  productVersion: '',
  steps: '',
  impact: '',
  exploited: 'unknown',
  alreadyPublic: 'unknown',
  disclosurePlans: '',
  credit: '',
  reporterName: '',
  reporterEmail: '',
  theirReference: '',
  identifiers: [],
  files: [],
  original: null,
  linkHash: null,
  origin: null,
  owner: '',
  tlp: '',
  receivedAt: '',
  acknowledgedAt: null,
  nextDate: null,
  cases: [],
  step: null,
  thread: [],
  mails: [],
  exit: null,
}

export const evolveReport = (
  state: ReportState,
  event: ReportEvent,
  { at, actor }: EventEnvelope,
): ReportState => {
  switch (event.type) {
    case 'report.received': {
      const { type: _, original, linkHash, origin, mail, ...facts } = event
      return {
        ...state,
        ...facts,
        original: original ?? null,
        linkHash: linkHash ?? null,
        origin: origin ?? null,
        mails: mail === undefined ? [] : [{ ...mail, at }],
        way: wayOf(actor, event.channel),
        receivedAt: at,
      }
    }
    case 'report.acknowledged':
    case 'report.replied':
      return {
        ...answered(state, at, event.message),
        status: state.status === 'new' ? 'acknowledged' : state.status,
        nextDate: event.nextDate,
      }
    case 'report.extended':
      return {
        ...withEntry(state, { from: 'reporter', at, message: event.message, files: event.files }),
        files: [...state.files, ...event.files],
        mails: event.mail === undefined ? state.mails : [...state.mails, { ...event.mail, at }],
      }
    case 'report.linked':
      return { ...state, status: 'in-case', cases: [...state.cases, event.case] }
    case 'report.progress-told':
      return {
        ...withEntry(state, { from: 'maker', at, message: event.message, where: event.where }),
        step: event.step,
        nextDate: event.nextDate,
      }
    case 'report.closed':
      return {
        ...answered(state, at, event.message),
        status: 'closed',
        nextDate: null,
        exit: { exit: event.exit, reason: event.reason, at },
      }
    default:
      return event satisfies never
  }
}

/** A person's own words to the reporter. */
const answered = (state: ReportState, at: string, message: string): ReportState => ({
  ...withEntry(state, { from: 'maker', at, message }),
  acknowledgedAt: state.acknowledgedAt ?? at,
})

const withEntry = (
  state: ReportState,
  entry: Omit<ThreadEntry, 'where' | 'files'> & Partial<ThreadEntry>,
): ReportState => ({ ...state, thread: [...state.thread, { where: '', files: [], ...entry }] })

export const reportFacets = (state: ReportState): Facets => ({
  title: state.title === '' ? firstWords(state.description) : state.title,
  status: state.status,
  dueAt: state.nextDate === null ? undefined : endOfDay(state.nextDate),
  hangsOn: state.cases,
  files: [...state.files, ...(state.original === null ? [] : [state.original])].map(
    ({ hash }) => hash,
  ),
  values: {
    source: [state.source],
    channel: [state.channel],
    way: [state.way],
    mail: state.mails.map(({ hash }) => hash),
    case: state.cases,
    identifier: state.identifiers,
    ...(state.product === '' ? {} : { product: [productFacet(state.product)] }),
    ...marked('urgency', {
      exploited: state.exploited === 'yes',
      public: state.alreadyPublic === 'yes',
    }),
    ...marked('unread', {
      message: state.status !== 'closed' && state.thread.at(-1)?.from === 'reporter',
    }),
    ...tookUntil('answered', state.receivedAt, state.acknowledgedAt),
    ...tookUntil('ended', state.receivedAt, state.exit?.at ?? null),
    ...(state.origin === null ? {} : { origin: [originFacet(state.origin)] }),
    ...(state.linkHash === null ? {} : { link: [state.linkHash] }),
  },
})

const outsider = 'outsider:'
const wayOf = (actor: string, channel: string): string =>
  actor.startsWith(outsider) ? actor.slice(outsider.length) : channel

/** Finds the report of another system's record: `redmine:lab 1234`. */
export const originFacet = ({ system, key }: { readonly system: string; readonly key: string }) =>
  `${system} ${key}`

/** The product as its reporter names it, with single spaces: the same words are the same product. */
export const productFacet = (told: string): string => told.replaceAll(/\s+/g, ' ').trim()

/** What an inbox shows beside a report, where it is so; a facet without a value is none. */
const marked = (
  name: string,
  marks: Readonly<Record<string, boolean>>,
): Readonly<Record<string, readonly string[]>> => {
  const values = Object.keys(marks).filter((mark) => marks[mark])
  return values.length === 0 ? {} : { [name]: values }
}

/** The day and how many whole hours it took: `2026-11-21 26`. Figures are counted from it alone. */
const tookUntil = (
  name: 'answered' | 'ended',
  from: string,
  until: string | null,
): Readonly<Record<string, readonly string[]>> => {
  if (until === null) return {}
  const hours = Math.max(0, Math.floor((Date.parse(until) - Date.parse(from)) / 3_600_000))
  return { [name]: [`${until.slice(0, 10)} ${hours}`] }
}

// A day is promised to its end, in UTC.
const endOfDay = (day: string): Instant => `${day}T23:59:59.999Z` as Instant

export const firstWords = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  // Cut by code points: half of a pair has no canonical form, and the report would be lost.
  return line.length <= 80 ? line : `${[...line.slice(0, 160)].slice(0, 79).join('')}…`
}

/** No sealed field among them: the index must not know the reporter. */
export const reportText = (state: ReportState): string =>
  [
    state.description,
    state.product,
    state.productVersion,
    state.steps,
    state.impact,
    state.theirReference,
    ...state.identifiers,
    ...state.thread.map(({ message }) => message),
  ].join('\n')
