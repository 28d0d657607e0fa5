import type { Severity } from '../../kernel/severity.ts'
import type { Instant } from '../../kernel/time.ts'
import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { Citation } from '../contract/citation.ts'
import type { defectStatuses } from '../contract/defect.ts'
import type { DefectEvent } from './events.ts'

export interface DefectState {
  readonly status: (typeof defectStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly defectKind: string
  readonly severity: Severity
  readonly misleads: string
  readonly cause: string
  readonly case: string | null
  readonly report: string | null
  readonly look: string | null
  readonly candidate: string | null
  readonly document: string
  readonly statements: readonly Citation[]
  readonly trackerIssue: string
  readonly assigned: { readonly to: string; readonly until: string } | null
  readonly correction: {
    readonly revision: string
    readonly before: string
    readonly after: string
    readonly by: string
    readonly at: string
  } | null
  readonly verified: { readonly by: string; readonly at: string; readonly reason: string } | null
  readonly sentBack: readonly {
    readonly by: string
    readonly at: string
    readonly reason: string
  }[]
  readonly closed: { readonly told: string; readonly reason: string; readonly at: string } | null
}

export const initialDefect: DefectState = {
  status: 'open',
  reference: '',
  title: '',
  defectKind: 'error',
  severity: 'none',
  misleads: '',
  cause: '',
  case: null,
  report: null,
  look: null,
  candidate: null,
  document: '',
  statements: [],
  trackerIssue: '',
  assigned: null,
  correction: null,
  verified: null,
  sentBack: [],
  closed: null,
}

export const evolveDefect = (
  state: DefectState,
  event: DefectEvent,
  { at, actor }: EventEnvelope,
): DefectState => {
  switch (event.type) {
    case 'defect.opened': {
      const { type: _, case: about, report, look, candidate, ...facts } = event
      return {
        ...state,
        ...facts,
        case: about ?? null,
        report: report ?? null,
        look: look ?? null,
        candidate: candidate ?? null,
      }
    }
    case 'defect.assigned':
      return {
        ...state,
        status: state.status === 'open' ? 'assigned' : state.status,
        assigned: { to: event.to, until: event.until },
      }
    case 'defect.corrected': {
      const { type: _, ...correction } = event
      return { ...state, status: 'corrected', correction: { ...correction, by: actor, at } }
    }
    case 'defect.verified':
      return { ...state, status: 'verified', verified: { by: actor, at, reason: event.reason } }
    case 'defect.sent-back':
      return {
        ...state,
        status: 'assigned',
        correction: null,
        sentBack: [...state.sentBack, { by: actor, at, reason: event.reason }],
      }
    case 'defect.closed':
      return { ...state, status: 'closed', closed: { told: event.told, reason: event.reason, at } }
    default:
      return event satisfies never
  }
}

export const defectFacets = (state: DefectState): Facets => ({
  title: state.title,
  status: state.status,
  severity: state.severity,
  owner: state.assigned?.to,
  dueAt:
    state.closed === null && state.assigned !== null
      ? (`${state.assigned.until}T23:59:59.999Z` as Instant)
      : undefined,
  hangsOn: [state.case, state.look].filter((id) => id !== null),
  values: {
    document: [state.document],
    ...(state.case === null ? {} : { case: [state.case] }),
    ...(state.look === null ? {} : { look: [state.look] }),
    cause: [state.cause],
  },
})

export const defectText = (state: DefectState): string =>
  [
    state.misleads,
    state.trackerIssue,
    ...state.statements.map(({ quote }) => quote),
    state.correction?.after ?? '',
  ].join('\n')
