import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { lookStatuses } from '../contract.ts'
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
  readonly unread: readonly string[]
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

export const undecidedIn = (state: LookState): number =>
  state.candidates.filter(({ decision }) => decision.is === 'undecided').length

const withStatus = (state: LookState): LookState => ({
  ...state,
  status: undecidedIn(state) === 0 ? 'decided' : 'undecided',
})

export const lookFacets = (state: LookState): Facets => ({
  title: `After ${state.caseReference}: ${state.candidates.length} statements`,
  status: state.status,
  values: { case: [state.case], document: state.searched.map(({ document }) => document) },
})

export const lookText = (state: LookState): string =>
  state.candidates.map(({ quote }) => quote).join('\n')
