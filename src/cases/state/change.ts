import { type ReviewAspect, reviewAspects } from '../contract.ts'
import type { changeEvents } from '../events/change.ts'
import { attached } from './conversation.ts'
import type { DispositionPart } from './disposition.ts'
import { changes, pathFor } from './disposition-paths.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'
import type { ImpactPart } from './impact.ts'

export type AspectReview = Of<'case.aspect-reviewed'> & Done

export interface ChangePart {
  readonly changeRequest: (Of<'case.change-requested'> & Done) | null
  /** The last review for each aspect, of the change that is requested now. */
  readonly aspectReviews: readonly AspectReview[]
  /** What they come to: null until one declines or all three accept. */
  readonly changeReview: (Done & { readonly accepted: boolean }) | null
  /** Of the change that is requested now; those of an earlier one stand in the history. */
  readonly verifications: readonly (Of<'case.fix-verified'> & Done & { readonly passed: boolean })[]
}

export const initialChange: ChangePart = {
  changeRequest: null,
  aspectReviews: [],
  changeReview: null,
  verifications: [],
}

export const evolveChange: Evolvers<typeof changeEvents> = {
  'case.change-requested': (state, event, done) => ({
    ...state,
    ...initialChange,
    changeRequest: { ...without(event), ...done },
  }),
  'case.change-reviewed': (state, event, done) => ({
    ...state,
    ...reviewed(
      reviewAspects.map((aspect) => ({
        aspect,
        conclusion: event[aspect],
        accepted: event.accepted,
        ...done,
      })),
    ),
  }),
  'case.aspect-reviewed': (state, event, done) => ({
    ...state,
    ...reviewed([
      ...state.aspectReviews.filter(({ aspect }) => aspect !== event.aspect),
      { ...without(event), ...done },
    ]),
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

const reviewed = (
  aspectReviews: readonly AspectReview[],
): Pick<ChangePart, 'aspectReviews' | 'changeReview'> => {
  const last = aspectReviews.at(-1)
  const accepted = aspectReviews.every((one) => one.accepted)
  const complete = reviewAspects.every((aspect) => hasReview(aspectReviews, aspect))
  const changeReview =
    last === undefined || (accepted && !complete)
      ? null
      : { by: last.by, at: last.at, signedBy: last.signedBy, accepted }
  return { aspectReviews, changeReview }
}

const hasReview = (reviews: readonly AspectReview[], aspect: ReviewAspect): boolean =>
  reviews.some((one) => one.aspect === aspect)

/** The aspects that nobody has reviewed yet. */
export const unreviewed = ({ aspectReviews }: ChangePart): readonly ReviewAspect[] =>
  reviewAspects.filter((aspect) => !hasReview(aspectReviews, aspect))

/** One aspect that declines is enough: the change has to be requested anew. */
export const isDeclined = ({ changeReview }: ChangePart): boolean =>
  changeReview?.accepted === false

/** Who may neither review nor test it: who requested the change, and who makes it. */
export const madeBy = ({ changeRequest }: ChangePart, actor: string): boolean =>
  changeRequest !== null && (changeRequest.by === actor || changeRequest.author === actor)

/** Whether the last test of each affected product passed: one product does not speak for another. */
export const fixHolds = ({
  impact,
  verifications,
  disposition,
}: ImpactPart & ChangePart & DispositionPart): boolean => {
  const last = new Map(verifications.map(({ product, passed }) => [product, passed]))
  const affected = impact.filter(
    // Where the risk of a product is accepted, nothing of it is fixed or tested.
    ({ status, product }) => status === 'affected' && changes(pathFor(disposition, product)),
  )
  return (
    last.size > 0 &&
    [...last.values()].every((passed) => passed) &&
    affected.every(({ product }) => last.get(product) === true)
  )
}
