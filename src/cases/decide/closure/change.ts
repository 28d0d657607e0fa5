import { fixHolds } from '../../state/change.ts'
import { type ChecksOf, check, fixes } from './check.ts'

/** Asked only where the path changes something; an accepted risk has no change. */
export const changeChecks: ChecksOf = (state) => [
  check(
    '9.5/change-request',
    'Change request',
    !fixes(state) || state.changeRequest !== null,
    'Record the change request.',
    'request-change',
  ),
  check(
    '9.5/change-review',
    'Change reviewed for safety, security and effectiveness',
    !fixes(state) || state.changeReview?.accepted === true,
    'Have the change reviewed and accepted.',
    'review-change',
  ),
  check(
    '9.5/verified',
    'Fix verified',
    !fixes(state) || fixHolds(state),
    'Record a verification that passed for each affected product.',
    'verify-fix',
  ),
]
