import type { Severity } from '../../kernel/severity.ts'
import type { EventEnvelope } from '../../ledger/index.ts'
import type { Citation } from '../contract/citation.ts'
import type { defectStatuses } from '../contract/defect.ts'
import type { DefectEvent } from './events.ts'

export type DefectStatus = (typeof defectStatuses)[number]
type Of<Type extends DefectEvent['type']> = Omit<Extract<DefectEvent, { type: Type }>, 'type'>

/** Who did it, and when. */
interface Done {
  readonly by: string
  readonly at: string
}

export interface DefectState {
  readonly status: DefectStatus
  readonly reference: string
  readonly openedBy: string
  readonly title: string
  readonly defectKind: Of<'defect.opened'>['defectKind']
  readonly severity: Severity
  readonly misleads: string
  readonly cause: string
  readonly case: string | null
  readonly report: string | null
  readonly finding: string | null
  /** The gap of the clause review that it was opened from; empty where it was not. */
  readonly constraint: string
  readonly look: string | null
  readonly candidate: string | null
  readonly candidates: readonly string[]
  readonly document: string
  readonly statements: readonly Citation[]
  readonly missingAt: string
  readonly revisions: readonly string[]
  readonly languages: readonly string[]
  readonly counterpartOf: string | null
  readonly trackerIssue: string
  readonly assessment: (Of<'defect.assessed'> & Done) | null
  readonly assigned: {
    readonly to: string
    readonly person: string | null
    readonly until: string
  } | null
  /** The release that the correction goes out with. */
  readonly release: string | null
  readonly correction: (Of<'defect.corrected'> & Done) | null
  /** Corrections that did not stand: sent back, or undone by a later revision. */
  readonly earlierCorrections: readonly (Of<'defect.corrected'> & Done)[]
  readonly verified: (Done & { readonly reason: string }) | null
  readonly sentBack: readonly (Done & { readonly reason: string })[]
  readonly noticeDemanded: (Done & { readonly reason: string }) | null
  readonly notice: (Of<'defect.notice-named'> & Done) | null
  readonly closed: (Of<'defect.closed'> & Done) | null
  readonly withdrawn: (Of<'defect.withdrawn'> & Done) | null
  readonly reopened: readonly (Done & { readonly reason: string })[]
  /** Revisions that brought the wrong statement back. */
  readonly returned: readonly (Of<'defect.statement-returned'> & {
    readonly at: string
    readonly was: DefectStatus
  })[]
  /** The tracker that it was put into, and the issue that it became there. */
  readonly tracker: string | null
  readonly trackedAt: string | null
  readonly issue:
    | (Of<'defect.issue-recorded'> & { readonly isClosed: boolean; readonly seenAt: string })
    | null
  readonly reminded: readonly (Of<'defect.reminded'> & { readonly at: string })[]
}

export const initialDefect: DefectState = {
  status: 'open',
  reference: '',
  openedBy: '',
  title: '',
  defectKind: 'error',
  severity: 'none',
  misleads: '',
  cause: '',
  case: null,
  report: null,
  finding: null,
  constraint: '',
  look: null,
  candidate: null,
  candidates: [],
  document: '',
  statements: [],
  missingAt: '',
  revisions: [],
  languages: [],
  counterpartOf: null,
  trackerIssue: '',
  assessment: null,
  assigned: null,
  release: null,
  correction: null,
  earlierCorrections: [],
  verified: null,
  sentBack: [],
  noticeDemanded: null,
  notice: null,
  closed: null,
  withdrawn: null,
  reopened: [],
  returned: [],
  tracker: null,
  trackedAt: null,
  issue: null,
  reminded: [],
}

export const evolveDefect = (
  state: DefectState,
  event: DefectEvent,
  { at, actor }: Pick<EventEnvelope, 'at' | 'actor'>,
): DefectState => {
  const done = { by: actor, at }
  switch (event.type) {
    case 'defect.opened': {
      const { type: _, case: about, report, finding, look, candidate, ...facts } = event
      return {
        ...state,
        ...facts,
        counterpartOf: facts.counterpartOf ?? null,
        openedBy: actor,
        case: about ?? null,
        report: report ?? null,
        finding: finding ?? null,
        look: look ?? null,
        candidate: candidate ?? null,
      }
    }
    case 'defect.described':
      return {
        ...state,
        title: event.title ?? state.title,
        defectKind: event.defectKind ?? state.defectKind,
        severity: event.severity ?? state.severity,
        misleads: event.misleads ?? state.misleads,
        statements: event.statements ?? state.statements,
        missingAt: event.missingAt ?? state.missingAt,
        revisions: event.revisions ?? state.revisions,
        languages: event.languages ?? state.languages,
      }
    case 'defect.assessed':
      return { ...state, assessment: { ...withoutType(event), ...done } }
    case 'defect.assigned':
      return {
        ...state,
        status: state.status === 'open' ? 'assigned' : state.status,
        assigned: { to: event.to, person: event.person ?? null, until: event.until },
        release: event.release ?? state.release,
      }
    case 'defect.corrected':
      return { ...state, status: 'corrected', correction: { ...withoutType(event), ...done } }
    case 'defect.verified':
      return { ...state, status: 'verified', verified: { ...done, reason: event.reason } }
    case 'defect.sent-back':
      return {
        ...toBeCorrected(state),
        // It was somebody's correction: it is their work again.
        status: 'assigned',
        sentBack: [...state.sentBack, { ...done, reason: event.reason }],
      }
    case 'defect.notice-demanded':
      return { ...state, noticeDemanded: { ...done, reason: event.reason }, notice: null }
    case 'defect.notice-named':
      return { ...state, notice: { ...withoutType(event), ...done } }
    case 'defect.closed':
      return { ...state, status: 'closed', closed: { ...withoutType(event), ...done } }
    case 'defect.withdrawn':
      return { ...state, status: 'withdrawn', withdrawn: { ...withoutType(event), ...done } }
    case 'defect.reopened':
      return {
        ...toBeCorrected(state),
        // The notice spoke of what was wrong then.
        notice: null,
        reopened: [...state.reopened, { ...done, reason: event.reason }],
      }
    case 'defect.statement-returned':
      return {
        ...toBeCorrected(state),
        notice: null,
        returned: [...state.returned, { ...withoutType(event), at, was: state.status }],
      }
    case 'defect.tracked':
      return { ...state, tracker: event.tracker, trackedAt: at }
    case 'defect.issue-recorded':
      return {
        ...state,
        trackerIssue: state.trackerIssue === '' ? event.key : state.trackerIssue,
        issue: { ...withoutType(event), isClosed: false, seenAt: at },
      }
    case 'defect.issue-followed':
      return state.issue === null
        ? state
        : { ...state, issue: { ...state.issue, ...withoutType(event), seenAt: at } }
    case 'defect.reminded':
      return { ...state, reminded: [...state.reminded, { ...withoutType(event), at }] }
    default:
      return event satisfies never
  }
}

const withoutType = <Event extends DefectEvent>({ type: _, ...facts }: Event) => facts

/** What was said of a correction does not hold any more; what was told to the field was told. */
const toBeCorrected = (state: DefectState): DefectState => ({
  ...state,
  status: state.assigned === null ? 'open' : 'assigned',
  correction: null,
  earlierCorrections: [
    ...state.earlierCorrections,
    ...(state.correction === null ? [] : [state.correction]),
  ].slice(-correctionsKept),
  verified: null,
  closed: null,
  withdrawn: null,
})

/** All stand in the events. */
const correctionsKept = 50
