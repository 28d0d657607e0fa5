import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { lookStatuses } from '../contract/look.ts'
import type { LookEvent } from './events.ts'

type Recorded = Extract<LookEvent, { type: 'look.recorded' }>

export interface LookState {
  readonly status: (typeof lookStatuses)[number]
  readonly reference: string
  readonly case: string
  readonly caseReference: string
  readonly cause: string
  readonly at: string
  readonly searched: Recorded['searched']
  readonly candidates: readonly (Recorded['candidates'][number] & {
    readonly decision:
      | { readonly is: 'undecided' }
      | { readonly is: 'dismissed'; readonly reason: string; readonly by: string }
      | { readonly is: 'kept'; readonly defect: string; readonly by: string }
  })[]
  readonly omissions: Recorded['omissions']
  /** Documents that the server could not search and nobody has read by eye yet. */
  readonly unread: readonly string[]
  readonly readByEye: readonly {
    readonly document: string
    readonly found: string
    readonly by: string
    readonly at: string
  }[]
}

export const initialLook: LookState = {
  status: 'undecided',
  reference: '',
  case: '',
  caseReference: '',
  cause: '',
  at: '',
  searched: [],
  candidates: [],
  omissions: [],
  unread: [],
  readByEye: [],
}

export const evolveLook = (
  state: LookState,
  event: LookEvent,
  { at, actor }: EventEnvelope,
): LookState => {
  switch (event.type) {
    case 'look.recorded': {
      const { type: _, candidates, ...facts } = event
      return withStatus({
        ...state,
        ...facts,
        at,
        candidates: candidates.map((one) => ({ ...one, decision: { is: 'undecided' } })),
      })
    }
    case 'look.candidate-dismissed':
      return decided(state, event.candidate, { is: 'dismissed', reason: event.reason, by: actor })
    case 'look.candidate-kept':
      return decided(state, event.candidate, { is: 'kept', defect: event.defect, by: actor })
    case 'look.read-by-eye': {
      const { type: _, ...reading } = event
      return withStatus({
        ...state,
        unread: state.unread.filter((document) => document !== event.document),
        readByEye: [...state.readByEye, { ...reading, by: actor, at }],
      })
    }
    default:
      return event satisfies never
  }
}

const decided = (
  state: LookState,
  id: string,
  decision: LookState['candidates'][number]['decision'],
): LookState =>
  withStatus({
    ...state,
    candidates: state.candidates.map((one) => (one.id === id ? { ...one, decision } : one)),
  })

/**
 * What waits for a person: statements that may be false, and documents that nobody has read, unless
 * one of the later looks given could search them.
 */
export const undecidedIn = (state: LookState, all: readonly LookState[] = []): number => {
  const later = all.filter(({ at }) => at > state.at)
  const unread = state.unread.filter(
    (document) => !later.some((look) => hasSearched(look, document)),
  )
  return (
    unread.length + state.candidates.filter(({ decision }) => decision.is === 'undecided').length
  )
}

const hasSearched = ({ searched, unread }: LookState, document: string): boolean =>
  searched.some((one) => one.document === document) && !unread.includes(document)

const withStatus = (state: LookState): LookState => ({
  ...state,
  status: undecidedIn(state) === 0 ? 'decided' : 'undecided',
})

export const lookFacets = (state: LookState): Facets => ({
  title: `After ${state.caseReference}: ${state.candidates.length} statements`,
  status: state.status,
  hangsOn: [state.case],
  values: { case: [state.case], document: state.searched.map(({ document }) => document) },
})

export const lookText = (state: LookState): string =>
  state.candidates.map(({ quote }) => quote).join('\n')
