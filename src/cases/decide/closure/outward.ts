import type { ClosureEvidence } from '../../ports.ts'
import { type ChecksOf, type ClosureCheck, check, fixes } from './check.ts'

/** What the accompanying documents say, and what the field was told. */
export const outwardChecks: ChecksOf = (state, evidence) => {
  const verifiedAt = state.verifications.at(-1)?.at ?? ''
  // A look before the last test did not see what that test is about.
  const looked = evidence.looks.some(({ at }) => at >= verifiedAt)
  const undecided = evidence.looks.reduce((sum, look) => sum + look.undecided, 0)
  const disclosed = state.disclosure?.disclose !== true || evidence.published.length > 0
  return [
    check(
      '4.1.9/after-fix',
      'Documents looked at after the fix',
      (!fixes(state) || looked) && undecided === 0,
      undecided > 0
        ? `Decide the ${undecided} statements that may now be false.`
        : 'Wait for the look at the documents: the server takes it by itself.',
    ),
    documentationClosed(evidence),
    check(
      '9.5/end-to-end',
      'Disclosed as decided',
      disclosed && evidence.unpublished.length === 0,
      evidence.unpublished.length > 0
        ? `Publish: ${evidence.unpublished.join(', ')}.`
        : 'Publish the advisory or the update that the disclosure decision promises.',
    ),
  ]
}

export const documentationClosed = ({ openDefects }: ClosureEvidence): ClosureCheck =>
  check(
    '4.1.9/closure',
    'Documentation defects closed',
    openDefects.length === 0,
    `Close the documentation defects: ${openDefects.join(', ')}.`,
  )
