import { type Instant, instantOf, millisecondsOf } from '../../kernel/time.ts'
import type { Facets } from '../../ledger/index.ts'
import type { DefectState } from './state.ts'

/** Whether somebody still has to do something about it. */
export const isOver = ({ status }: Pick<DefectState, 'status'>): boolean =>
  status === 'closed' || status === 'withdrawn'

/** Whether operators wait for a notice that was demanded and that nobody has named yet. */
export const noticeIsOpen = ({
  noticeDemanded,
  notice,
  status,
}: Pick<DefectState, 'noticeDemanded' | 'notice' | 'status'>): boolean =>
  noticeDemanded !== null && notice === null && status !== 'withdrawn'

/** What an open defect lacks before anybody may rely on its correction; in people's words. */
export const unscheduled = (
  state: Pick<DefectState, 'status' | 'assigned' | 'correction' | 'release' | 'assessment'>,
): readonly string[] =>
  isOver(state)
    ? []
    : [
        ...(state.assigned === null && state.correction === null ? ['no person and date'] : []),
        ...(state.release === null ? ['no release'] : []),
        ...(state.assessment === null ? ['not said whether it may harm patients'] : []),
      ]

/** Why a case that led to it cannot close yet; in people's words. */
export const holdsClosure = (state: DefectState): readonly string[] => [
  ...unscheduled(state),
  // A date is no comfort to a patient: nobody is done before operators are.
  ...(state.assessment?.endangers === true && !isOver(state)
    ? ['may harm patients and is not closed']
    : []),
]

/** The last moment of its day (UTC), while somebody has to correct it by then. */
const dueAtOf = (state: DefectState): Instant | undefined =>
  isOver(state) || state.assigned === null ? undefined : endOf(state.assigned.until)

const endOf = (day: string): Instant => `${day}T23:59:59.999Z` as Instant

/** How long before the date who corrects is reminded: three days, in milliseconds. */
const remindBefore = 259_200_000

/** What is to be told next of the date, and when; undefined where all is told. */
export const nextMoment = (
  state: DefectState,
): { readonly what: 'soon' | 'missed'; readonly at: Instant } | undefined => {
  const { assigned } = state
  // Who waits for a second pair of eyes is late, too; only one who must correct is reminded before.
  if (isOver(state) || assigned === null) return undefined
  const told = (what: 'soon' | 'missed') =>
    state.reminded.some((one) => one.what === what && one.until === assigned.until)
  if (!told('soon') && !told('missed') && state.correction === null)
    return { what: 'soon', at: earlier(assigned.until) }
  return told('missed') ? undefined : { what: 'missed', at: endOf(assigned.until) }
}

const earlier = (day: string): Instant => instantOf(millisecondsOf(endOf(day)) - remindBefore)

/** What its tracker says that nobody has followed here. */
const asksFor = (state: DefectState): 'correction' | 'verification' | 'closing' | null => {
  if (state.issue === null || !state.issue.isClosed || isOver(state)) return null
  if (state.status === 'verified') return 'closing'
  return state.status === 'corrected' ? 'verification' : 'correction'
}

/** Why somebody should look at it first; boards and lists narrow down to them. */
const attentionOf = (state: DefectState): readonly string[] => [
  ...(unscheduled(state).length > 0 ? ['unscheduled'] : []),
  ...(state.assessment?.endangers === true && !isOver(state) ? ['endangers'] : []),
  ...(noticeIsOpen(state) ? ['notice'] : []),
  ...(state.returned.length > 0 && !isOver(state) ? ['returned'] : []),
  ...(asksFor(state) === null ? [] : ['tracker-closed']),
]

export const defectFacets = (state: DefectState): Facets => {
  const dueAt = dueAtOf(state)
  const watch = nextMoment(state)?.at
  return {
    title: state.title,
    status: state.status,
    severity: state.severity,
    owner: state.assigned?.to,
    dueAt,
    hangsOn: [state.case, state.look, state.report].filter((id) => id !== null),
    values: {
      document: [state.document],
      'defect-kind': [state.defectKind],
      cause: [state.cause],
      language: state.languages,
      attention: attentionOf(state),
      ...known('case', state.case),
      ...known('look', state.look),
      ...known('report', state.report),
      ...known('finding', state.finding),
      ...known('constraint', state.constraint === '' ? null : state.constraint),
      ...known('counterpart-of', state.counterpartOf),
      ...known('release', state.closed?.release ?? state.release),
      ...known('assignee', state.assigned?.person ?? null),
      ...known('defect-issue', state.issue?.issue ?? null),
      // Of what is over, too: where the tracker decides, an issue that is opened again opens the defect.
      ...known('issue-at', state.issue === null ? null : state.tracker),
      ...known('notice', state.notice?.notice ?? null),
      ...(dueAt === undefined ? {} : { due: [`${dueAt} @correction`] }),
      ...(watch === undefined ? {} : { watch: [watch] }),
    },
  }
}

const known = (name: string, value: string | null): Readonly<Record<string, readonly string[]>> =>
  value === null ? {} : { [name]: [value] }

export const defectText = (state: DefectState): string =>
  [
    state.misleads,
    state.missingAt,
    state.trackerIssue,
    state.issue?.key ?? '',
    ...state.statements.map(({ quote }) => quote),
    state.correction?.after ?? '',
  ].join('\n')
