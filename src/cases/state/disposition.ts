import type { dispositionEvents } from '../events/disposition.ts'
import { initialChange } from './change.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

type Proposal = Of<'case.disposition-proposed'> &
  Done & {
    /** With the hash of what was signed; empty in signatures from before it was kept. */
    readonly approved: (Done & { readonly proposal: string }) | null
    readonly rejected: (Done & { readonly reason: string }) | null
  }

export interface DispositionPart {
  readonly disposition: Proposal | null
  /** Proposals that another one took the place of, the last ones first to last. */
  readonly earlierDispositions: readonly Proposal[]
  /** Present where the case is to end without a fix; a new disposition takes it back. */
  readonly ending: (Of<'case.ending-proposed'> & Done & { readonly approved: Done | null }) | null
}

export const initialDisposition: DispositionPart = {
  disposition: null,
  earlierDispositions: [],
  ending: null,
}

/** Older ones stand in the history. */
const keptEarlier = 20

export const evolveDisposition: Evolvers<typeof dispositionEvents> = {
  'case.disposition-proposed': (state, event, done) => {
    const before = state.disposition
    const disposition = { ...without(event), ...done, approved: null, rejected: null }
    const begun = {
      ...state,
      ending: null,
      disposition,
      earlierDispositions:
        before === null ? [] : [...state.earlierDispositions, before].slice(-keptEarlier),
    }
    // What was done for one path says nothing about another.
    return before === null || pathsOf(before) === pathsOf(event)
      ? begun
      : { ...begun, ...initialChange }
  },
  'case.disposition-approved': (state, { proposal = '' }, done) =>
    state.disposition === null
      ? state
      : {
          ...state,
          disposition: { ...state.disposition, approved: { ...done, proposal } },
        },
  'case.disposition-rejected': (state, { reason }, done) =>
    state.disposition === null
      ? state
      : {
          ...state,
          disposition: {
            ...state.disposition,
            approved: null,
            rejected: { ...done, reason },
          },
        },
  'case.ending-proposed': (state, event, done) => ({
    ...state,
    ending: { ...without(event), ...done, approved: null },
  }),
  'case.ending-approved': (state, _event, done) =>
    state.ending === null ? state : { ...state, ending: { ...state.ending, approved: done } },
}

const pathsOf = ({ path, rows }: Pick<Proposal, 'path' | 'rows'>): string =>
  [path, ...rows.map((row) => `${row.product} ${row.path}`).sort()].join()

/** Exactly what an approval signs: the payload of the proposal. */
export const proposedIn = (disposition: Proposal): Of<'case.disposition-proposed'> => {
  const { by, at, signedBy, approved, rejected, ...proposal } = disposition
  return proposal
}

/** Whether two people found that there is nothing to fix here. */
export const endsWithoutFix = ({ ending }: DispositionPart): boolean =>
  ending !== null && ending.approved !== null
