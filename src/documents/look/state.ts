import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { lookStatuses } from '../contract/look.ts'
import type { LookEvent } from './events.ts'
import { type Decision, decided, hasId, undecided } from './state/decision.ts'
import { dismissedAlways } from './state/remembered.ts'
import { withRound } from './state/round.ts'

export type Recorded = Extract<LookEvent, { type: 'look.recorded' }>
type Asked = {
  readonly decision: Decision /** The search that found it, from 1. */
  readonly round: number
}

export type AskedStatement = Recorded['candidates'][number] & Asked
export type AskedOmission = Recorded['omissions'][number] & Asked
export type AskedDrawing = Recorded['drawings'][number] & Asked

export interface LookState {
  readonly status: (typeof lookStatuses)[number]
  readonly reference: string
  readonly case: string
  readonly caseReference: string
  readonly cause: string
  /** When the documents were last searched for it. */
  readonly at: string
  readonly continues: string | null
  /** What was searched for last; null where a look of the past did not keep it. */
  readonly facts: Recorded['facts'] | null
  readonly rounds: readonly {
    readonly at: string
    readonly cause: string
    readonly found: number
    readonly searched: number
  }[]
  readonly searched: Recorded['searched']
  readonly candidates: readonly AskedStatement[]
  readonly omissions: readonly AskedOmission[]
  readonly drawings: readonly AskedDrawing[]
  /** Documents that the server could not search and nobody has read by eye yet. */
  readonly unread: readonly string[]
  readonly whyUnread: Recorded['whyUnread']
  readonly readByEye: readonly {
    readonly document: string
    /** Empty where it was not recorded. */
    readonly revision: string
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
  continues: null,
  facts: null,
  rounds: [],
  searched: [],
  candidates: [],
  omissions: [],
  drawings: [],
  unread: [],
  whyUnread: [],
  readByEye: [],
}

export const evolveLook = (
  state: LookState,
  event: LookEvent,
  { at, actor }: EventEnvelope,
): LookState => withStatus(evolved(state, event, at, actor))

const evolved = (state: LookState, event: LookEvent, at: string, by: string): LookState => {
  switch (event.type) {
    case 'look.recorded': {
      const { reference, caseReference, cause } = event
      const facts = { reference, case: event.case, caseReference, cause }
      return withRound({ ...state, ...facts, continues: event.continues ?? null }, event, at)
    }
    case 'look.searched-again':
      return withRound(state, event, at)
    case 'look.overtaken':
      return event.candidates.reduce(
        (all, { candidate, how }) => decided(all, candidate, { is: 'overtaken', how }),
        state,
      )
    case 'look.candidate-dismissed': {
      const { candidate, reason, holds } = event
      return decided(state, candidate, { is: 'dismissed', reason, holds, by, at })
    }
    case 'look.candidate-kept':
      return decided(state, event.candidate, { is: 'kept', defect: event.defect, by, at })
    case 'look.stands-elsewhere': {
      const { type: _, candidate, ...where } = event
      return decided(state, candidate, { is: 'stands-elsewhere', ...where, by, at })
    }
    case 'look.decision-taken-back':
      return decided(state, event.candidate, { is: 'undecided' })
    case 'look.read-by-eye': {
      const { document, found } = event
      const revision = state.whyUnread.find((one) => one.document === document)?.revision ?? ''
      return {
        ...state,
        unread: state.unread.filter((one) => one !== document),
        readByEye: [...state.readByEye, { document, revision, found, by, at }],
      }
    }
    default:
      return event satisfies never
  }
}

/** Everything that a person is asked to decide, in the order of the screens. */
export const askedIn = (
  state: Pick<LookState, 'candidates' | 'omissions' | 'drawings'>,
): readonly ((AskedStatement | AskedOmission | AskedDrawing) & { readonly id: string })[] => [
  ...state.candidates,
  ...state.omissions.filter(hasId),
  ...state.drawings,
]

/**
 * What waits for a person: statements that may be false, missing guidance, drawings, and documents
 * that nobody has read, unless one of the later looks given could search them.
 */
export const undecidedIn = (state: LookState, all: readonly LookState[] = []): number => {
  const later = all.filter(({ at }) => at > state.at)
  const unread = state.unread.filter(
    (document) => !later.some((look) => hasSearched(look, document)),
  )
  return unread.length + askedIn(state).filter(undecided).length
}

const hasSearched = ({ searched, unread }: LookState, document: string): boolean =>
  searched.some((one) => one.document === document) && !unread.includes(document)

const withStatus = (state: LookState): LookState => ({
  ...state,
  status: undecidedIn(state) === 0 ? 'decided' : 'undecided',
})

export const lookFacets = (state: LookState): Facets => ({
  title: `For ${state.caseReference}: ${counted(state)}`,
  status: state.status,
  hangsOn: [state.case],
  values: {
    case: [state.case],
    document: state.searched.map(({ document }) => document),
    'dismissed-always': dismissedAlways(state),
  },
})

const counted = (state: LookState): string => {
  const { length } = askedIn(state)
  return `${length} ${length === 1 ? 'question' : 'questions'}`
}

export const lookText = (state: LookState): string =>
  state.candidates.map(({ quote }) => quote).join('\n')
