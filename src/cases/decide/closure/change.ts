import { fixHolds, isDeclined, unreviewed } from '../../state/change.ts'
import { fixes } from '../../state/disposition-paths.ts'
import type { CaseState } from '../../state.ts'
import { type ChecksOf, check } from './check.ts'

/** Asked only where the path changes something; an accepted risk has no change. */
export const changeChecks: ChecksOf = (state) => {
  const { disposition, changeRequest, changeReview, verifications, aspectReviews } = state
  const accepts = disposition !== null && !fixes(disposition)
  const notAsked = accepts ? 'The risk is accepted: nothing is changed.' : null
  const declined = isDeclined(state)
  const ready = disposition?.approved != null
  return [
    check(
      '9.5/change-request',
      'Change request',
      accepts || (changeRequest !== null && !declined),
      !ready
        ? 'The change request follows the approved disposition.'
        : declined
          ? 'A review declined the change: request it anew.'
          : 'Record the change request.',
      // A command that would be refused yet is not offered.
      ready ? 'request-change' : null,
      { recorded: changeRequest?.reference ?? '', by: [changeRequest], notAsked },
    ),
    check(
      '9.5/change-review',
      'Change reviewed for safety, security and effectiveness',
      accepts || changeReview?.accepted === true,
      changeRequest === null
        ? 'The review follows the change request.'
        : declined
          ? 'The review of the change that declined it stands: the next review follows the new change request.'
          : `Have the change reviewed and accepted for ${unreviewed(state).join(', ')}.`,
      changeRequest === null || declined ? null : 'review-change',
      {
        recorded: changeReview?.accepted === true ? 'Accepted' : '',
        by: aspectReviews,
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
        notFor: changeRequest?.by,
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
