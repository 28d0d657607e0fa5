import { fixHolds } from '../../state/change.ts'
import type { CaseState } from '../../state.ts'
import { type ChecksOf, check } from './check.ts'

/** Asked only where the path changes something; an accepted risk has no change. */
export const changeChecks: ChecksOf = (state) => {
  const { disposition, changeRequest, changeReview, verifications } = state
  const accepts = disposition?.path === 'residual-risk'
  const notAsked = accepts ? 'The risk is accepted: nothing is changed.' : null
  return [
    check(
      '9.5/change-request',
      'Change request',
      accepts || changeRequest !== null,
      disposition?.approved == null
        ? 'The change request follows the approved disposition.'
        : 'Record the change request.',
      // A command that would be refused yet is not offered.
      disposition?.approved == null ? null : 'request-change',
      { recorded: changeRequest?.reference ?? '', by: [changeRequest], notAsked },
    ),
    check(
      '9.5/change-review',
      'Change reviewed for safety, security and effectiveness',
      accepts || changeReview?.accepted === true,
      changeRequest === null
        ? 'The review follows the change request.'
        : changeReview === null
          ? 'Have the change reviewed and accepted.'
          : 'The review declined the change. Request another one, or have it reviewed again.',
      changeRequest === null ? null : 'review-change',
      {
        recorded: changeReview?.accepted === true ? 'Accepted' : '',
        by: [changeReview],
        notFor: changeReview?.accepted === true ? null : changeRequest?.by,
        notAsked,
      },
    ),
    check(
      '9.5/verified',
      'Fix verified',
      accepts || fixHolds(state),
      toVerify(state),
      changeReview?.accepted === true ? 'verify-fix' : null,
      {
        recorded: [...new Set(verifications.map(({ fixedIn }) => fixedIn))].join(', '),
        by: verifications.slice(-1),
        notAsked,
      },
    ),
  ]
}

const toVerify = ({ changeReview, verifications }: CaseState): string => {
  if (changeReview?.accepted !== true) return 'The verification follows the accepted review.'
  const last = verifications.at(-1)
  return last?.passed === false
    ? `The fix in ${last.fixedIn} does not hold. Record a verification that passed for each affected product.`
    : 'Record a verification that passed for each affected product.'
}
