import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { requestChange, reviewChange, verifyFix } from '../contract.ts'
import { ownDecision, whileOpen } from './while-open.ts'

export const decideRequestChange = whileOpen((state, input: InputOf<typeof requestChange>) =>
  state.disposition === null || state.disposition.approved === null
    ? refuse(
        'case/not-decided',
        'The disposition is not approved yet: a change follows a decision.',
      )
    : [{ type: 'case.change-requested', ...input }],
)

export const decideReviewChange = whileOpen(
  (state, input: InputOf<typeof reviewChange>, context) => {
    if (state.changeRequest === null)
      return refuse(
        'case/no-change',
        'There is no change request to review. Request the change first.',
      )
    if (state.changeRequest.by === context.actor.id) return ownDecision
    return [{ type: 'case.change-reviewed', ...input }]
  },
)

export const decideVerifyFix = whileOpen((state, input: InputOf<typeof verifyFix>) => {
  const { passed, ...verification } = input
  if (state.changeReview?.accepted !== true)
    return refuse(
      'case/change-not-reviewed',
      'The change has no accepted review yet: have it reviewed before its fix is verified.',
    )
  if (!state.impact.some((row) => row.product === input.product))
    return refuse(
      'case/not-in-impact',
      'The case does not say that this product is affected. Set its impact first.',
    )
  return [{ type: passed ? 'case.fix-verified' : 'case.verification-failed', ...verification }]
})
