import { erased } from '../../kernel/erased.ts'
import { unheardOf } from '../../kernel/unheard.ts'
import type { Facets } from '../../ledger/index.ts'
import { firstDue, runningDates } from './dates.ts'
import { identifiersOf } from './likeness.ts'
import type { ReportState } from './shape.ts'

export const reportFacets = (state: ReportState): Facets => ({
  title: state.title === '' ? firstWords(state.description) : state.title,
  status: state.status,
  owner: state.assignee ?? undefined,
  dueAt: firstDue(state),
  restrictedTo: state.embargo?.named,
  hangsOn: state.cases,
  files: [...state.files, ...(state.original === null ? [] : [state.original])].map(
    ({ hash }) => hash,
  ),
  values: {
    ...(state.embargo?.until === undefined ? {} : { 'embargo-until': [state.embargo.until] }),
    source: [state.source],
    channel: [state.channel],
    way: [state.way],
    mail: state.mails.map(({ hash }) => hash),
    case: state.cases,
    identifier: identifiersOf(state),
    ...marked('urgency', {
      exploited: state.exploited === 'yes',
      public: state.alreadyPublic === 'yes',
    }),
    ...marked('thanks', { wished: wantsThanks(state) }),
    ...marked('unread', {
      message: state.status !== 'closed' && state.thread.at(-1)?.from === 'reporter',
      unreached: state.unreached.length > 0,
    }),
    ...marked('reminder', { unheard: unheardOf(state.told).length > 0 }),
    ...marked('protection', {
      infected: state.held.some(({ outcome }) => outcome === 'infected'),
      encrypted: state.mails.some(({ encryption }) => encryption === 'opened'),
      shut: state.mails.some(({ encryption }) => encryption === 'shut'),
      'bad-signature': state.mails.some(({ signature }) => signature === 'bad'),
    }),
    ...tookUntil('answered', state.receivedAt, state.acknowledgedAt),
    ...tookUntil('ended', state.receivedAt, state.exit?.at ?? null),
    ...(state.channel === 'complaint' && state.theirReference !== ''
      ? { complaint: [state.theirReference] }
      : {}),
    ...(state.origin === null
      ? {}
      : { origin: [...state.formerOrigins, state.origin].map(originFacet) }),
    ...(state.origin?.id === undefined ? {} : { issue: [state.origin.id] }),
    ...(state.subject === null ? {} : { person: [state.subject] }),
    ...(state.linkHash === null ? {} : { link: [state.linkHash] }),
    ...(state.of === null ? {} : { of: [state.of] }),
    ...(state.product === '' || state.product === erased
      ? {}
      : { product: [productFacet(state.product)] }),
    watch: watchOf(state),
    due: runningDates(state).map(({ clock, dueAt }) => `${dueAt} ${clock}`),
    ...(state.theirReference === '' || state.theirReference === erased
      ? {}
      : { 'their-number': [state.theirReference] }),
  },
})

/** Whether the reporter wants to be named on the public page of thanks, once that can be. */
export const wantsThanks = ({ credit, thanks, withdrawnAt }: ReportState): boolean =>
  credit !== '' && thanks === 'yes' && withdrawnAt === null

/** Finds the report of another system's record: `redmine:lab 1234`. */
export const originFacet = ({ system, key }: { readonly system: string; readonly key: string }) =>
  `${system} ${key}`

const watchOf = (state: ReportState): readonly string[] => {
  const at = state.watched ? state.watchAt : (firstDue(state) ?? null)
  return at === null ? [] : [at]
}

/** The product as its reporter names it, with single spaces: the same words are the same product. */
const productFacet = (told: string): string => told.replaceAll(/\s+/g, ' ').trim()

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
    state.location,
    state.steps,
    state.impact,
    state.theirReference,
    ...state.identifiers,
    ...state.thread.map(({ message }) => message),
  ].join('\n')

/** What a reporter told, what was written to them, and how their files are called (decision 28). */
export const reportWords = [
  ...['title', 'description', 'steps', 'impact', 'disclosurePlans', 'message'],
  ...['product', 'productVersion', 'location'],
  // Of a file; the name in the key that signed a mail; the host that a mail was written at.
  ...['name', 'signer', 'messageId'],
]
