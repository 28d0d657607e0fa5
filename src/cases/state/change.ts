import type { changeEvents } from '../events/change.ts'
import { attached } from './conversation.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'
import type { ImpactPart } from './impact.ts'

export interface ChangePart {
  readonly changeRequest: (Of<'case.change-requested'> & Done) | null
  readonly changeReview: (Of<'case.change-reviewed'> & Done) | null
  /** Of the change that is requested now; those of an earlier one stand in the history. */
  readonly verifications: readonly (Of<'case.fix-verified'> & Done & { readonly passed: boolean })[]
}

export const initialChange: ChangePart = {
  changeRequest: null,
  changeReview: null,
  verifications: [],
}

export const evolveChange: Evolvers<typeof changeEvents> = {
  'case.change-requested': (state, event, done) => ({
    ...state,
    changeRequest: { ...without(event), ...done },
    changeReview: null,
    verifications: [],
  }),
  'case.change-reviewed': (state, event, done) => ({
    ...state,
    changeReview: { ...without(event), ...done },
  }),
  'case.fix-verified': (state, event, done) => ({
    ...attached(state, event.evidence),
    verifications: [...state.verifications, { ...without(event), ...done, passed: true }],
  }),
  'case.verification-failed': (state, event, done) => ({
    ...attached(state, event.evidence),
    verifications: [...state.verifications, { ...without(event), ...done, passed: false }],
  }),
}

/** Whether the last test of each affected product passed: one product does not speak for another. */
export const fixHolds = ({ impact, verifications }: ImpactPart & ChangePart): boolean => {
  const last = new Map(verifications.map(({ product, passed }) => [product, passed]))
  const affected = impact.filter(({ status }) => status === 'affected')
  return (
    last.size > 0 &&
    [...last.values()].every((passed) => passed) &&
    affected.every(({ product }) => last.get(product) === true)
  )
}
