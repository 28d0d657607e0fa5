import type { dispositionEvents } from '../events/disposition.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface DispositionPart {
  readonly disposition:
    | (Of<'case.disposition-proposed'> & Done & { readonly approved: Done | null })
    | null
  /** Present where the case is to end without a fix; a new disposition takes it back. */
  readonly ending: (Of<'case.ending-proposed'> & Done & { readonly approved: Done | null }) | null
}

export const initialDisposition: DispositionPart = { disposition: null, ending: null }

export const evolveDisposition: Evolvers<typeof dispositionEvents> = {
  'case.disposition-proposed': (state, event, done) => {
    const disposition = { ...without(event), ...done, approved: null }
    const begun = { ...state, ending: null, disposition }
    // What was done for one path says nothing about another.
    return state.disposition === null || state.disposition.path === event.path
      ? begun
      : { ...begun, changeRequest: null, changeReview: null, verifications: [] }
  },
  'case.disposition-approved': (state, _event, done) =>
    state.disposition === null
      ? state
      : { ...state, disposition: { ...state.disposition, approved: done } },
  'case.ending-proposed': (state, event, done) => ({
    ...state,
    ending: { ...without(event), ...done, approved: null },
  }),
  'case.ending-approved': (state, _event, done) =>
    state.ending === null ? state : { ...state, ending: { ...state.ending, approved: done } },
}

/** Whether two people found that there is nothing to fix here. */
export const endsWithoutFix = ({ ending }: DispositionPart): boolean =>
  ending !== null && ending.approved !== null
