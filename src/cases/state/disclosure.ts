import { endOfUtcDay } from '../../kernel/local-time.ts'
import type { disclosureEvents } from '../events/disclosure.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

type Decision = Of<'case.disclosure-decided'> &
  Done & {
    /** With the hash of what was signed; empty in signatures from before it was kept. */
    readonly approved: (Done & { readonly decision: string }) | null
  }

type Move = Of<'case.embargo-move-proposed'> &
  Done & { readonly answer: (Of<'case.embargo-move-answered'> & Done) | null }

export interface DisclosurePart {
  readonly disclosure: Decision | null
  /** How many times it was decided. */
  readonly disclosureDecisions: number
  /** `endsAt`: from this instant on it holds no more; null where only a person ends it. */
  readonly embargo: (Of<'case.embargo-set'> & Done & { readonly endsAt: string | null }) | null
  /** Proposals to end the embargo at another time, in their order, the last hundred. */
  readonly embargoMoves: readonly Move[]
}

export const initialDisclosure: DisclosurePart = {
  disclosure: null,
  disclosureDecisions: 0,
  embargo: null,
  embargoMoves: [],
}

const keptMoves = 100

export const evolveDisclosure: Evolvers<typeof disclosureEvents> = {
  'case.disclosure-decided': (state, event, done) => ({
    ...state,
    disclosure: { ...without(event), ...done, approved: null },
    disclosureDecisions: state.disclosureDecisions + 1,
  }),
  'case.disclosure-approved': (state, { decision = '' }, done) =>
    state.disclosure === null
      ? state
      : { ...state, disclosure: { ...state.disclosure, approved: { ...done, decision } } },
  'case.embargo-set': (state, event, done) => ({
    ...state,
    embargo: event.named.length === 0 ? null : { ...without(event), ...done, endsAt: endOf(event) },
  }),
  'case.embargo-ended': (state) => ({ ...state, embargo: null }),
  'case.embargo-move-proposed': (state, event, done) => ({
    ...state,
    embargoMoves: [...state.embargoMoves, { ...without(event), ...done, answer: null }].slice(
      -keptMoves,
    ),
  }),
  'case.embargo-move-answered': (state, event, done) => {
    const embargoMoves = state.embargoMoves.map((move) =>
      move.move === event.move ? { ...move, answer: { ...without(event), ...done } } : move,
    )
    const to = embargoMoves.find(({ move }) => move === event.move)?.to
    if (!event.accepted || to === undefined || state.embargo === null)
      return { ...state, embargoMoves }
    const { until: _, ...embargo } = state.embargo
    return { ...state, embargoMoves, embargo: { ...embargo, untilAt: to, endsAt: to.instant } }
  },
}

const endOf = ({ until, untilAt }: Of<'case.embargo-set'>): string | null =>
  untilAt?.instant ?? (until === undefined ? null : endOfUtcDay(until))

/** The oldest proposal that nobody answered. What was proposed for an embargo that is over is past. */
export const waitingMove = ({ embargo, embargoMoves }: DisclosurePart): Move | undefined =>
  embargo === null ? undefined : embargoMoves.find(({ answer }) => answer === null)

/** Exactly what an approval signs: the payload of the decision. */
export const decidedIn = (disclosure: Decision): Of<'case.disclosure-decided'> => {
  const { by, at, signedBy, approved, ...decision } = disclosure
  return decision
}
