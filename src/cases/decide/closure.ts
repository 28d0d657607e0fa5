import { type Refusal, refuse } from '../../kernel/result.ts'
import type { ClosureEvidence } from '../ports.ts'
import { fixHolds } from '../state/change.ts'
import { endsWithoutFix } from '../state/disposition.ts'
import type { Stale } from '../state/stale.ts'
import type { CaseState } from '../state.ts'

/** One thing that 9.5 asks for before a case ends. */
export interface ClosureCheck {
  /** The constraint it answers. */
  readonly constraint: string
  readonly what: string
  readonly done: boolean
  readonly missing: string
}

const check = (constraint: string, what: string, done: boolean, missing: string): ClosureCheck => ({
  constraint,
  what,
  done,
  missing,
})

/**
 * All that a closure asks for, each with what is missing. The order is the order of the work. A case
 * that ends without a fix is asked only what still applies to it.
 */
export const closureChecks = (
  state: CaseState,
  evidence: ClosureEvidence,
): readonly ClosureCheck[] =>
  endsWithoutFix(state) ? checksWithoutFix(state, evidence) : checksOfFlaw(state, evidence)

const documentationClosed = ({ openDefects }: ClosureEvidence): ClosureCheck =>
  check(
    '4.1.9/closure',
    'Documentation defects closed',
    openDefects.length === 0,
    `Close the documentation defects: ${openDefects.join(', ')}.`,
  )

const checksWithoutFix = (
  { ending, thirdParties }: CaseState,
  evidence: ClosureEvidence,
): readonly ClosureCheck[] => [
  check(
    '9.5/disposition',
    'End without a fix, approved',
    ending !== null && ending.approved !== null,
    'Propose the end without a fix and have it approved.',
  ),
  // Whose flaw it is must hear of it, or nobody ever fixes it.
  ...(ending?.ending === 'not-ours'
    ? [
        check(
          '9.5/third-party',
          'Its owner told',
          thirdParties.some(({ none }) => !none),
          'Record the notice to whoever owns the product that has the flaw.',
        ),
      ]
    : []),
  documentationClosed(evidence),
  check(
    '9.5/end-to-end',
    'Nothing left unpublished',
    evidence.unpublished.length === 0,
    `Withdraw what was drafted for it: ${evidence.unpublished.join(', ')}.`,
  ),
]

const checksOfFlaw = (state: CaseState, evidence: ClosureEvidence): readonly ClosureCheck[] => {
  const fixes = state.disposition !== null && state.disposition.path !== 'residual-risk'
  const verifiedAt = state.verifications.at(-1)?.at ?? ''
  // A look before the last test did not see what that test is about.
  const looked = evidence.looks.some(({ at }) => at >= verifiedAt)
  const undecided = evidence.looks.reduce((sum, look) => sum + look.undecided, 0)
  const disclosed = state.disclosure?.disclose !== true || evidence.published.length > 0
  const { stale } = state
  return [
    check(
      '9.5/disposition',
      'Impact decided',
      state.impact.every(({ status }) => status !== 'under-investigation'),
      'Decide for each revision under investigation whether it is affected.',
    ),
    check(
      '9.5/disposition',
      'Nothing stale',
      stale.length === 0,
      `Decide anew what was decided on something else: ${stale.map(staleInWords).join(', ')}.`,
    ),
    check(
      '9.5/disposition',
      'Disposition, approved',
      state.disposition !== null && state.disposition.approved !== null,
      'Propose a disposition and have it approved.',
    ),
    check(
      '9.5/disclosure',
      'Disclosure decision, approved',
      state.disclosure !== null && state.disclosure.approved !== null,
      'Decide the disclosure and have it approved.',
    ),
    check(
      '9.5/change-request',
      'Change request',
      !fixes || state.changeRequest !== null,
      'Record the change request.',
    ),
    check(
      '9.5/change-review',
      'Change reviewed for safety, security and effectiveness',
      !fixes || state.changeReview?.accepted === true,
      'Have the change reviewed and accepted.',
    ),
    check(
      '9.5/verified',
      'Fix verified',
      !fixes || fixHolds(state),
      'Record a verification that passed for each affected product.',
    ),
    check(
      '9.5/risk-record',
      'Risk record updated',
      state.risk !== null && state.risk.residual !== 'not-acceptable',
      'Update the risk record; a risk that is not acceptable keeps the case open.',
    ),
    check(
      '9.5/other-products',
      'Other products informed',
      state.otherProducts !== null,
      'Inform the owners of other products, or record that there are none.',
    ),
    check(
      '9.5/third-party',
      'Third parties told',
      state.thirdParties.length > 0,
      'Record the notice to the owner of third-party code, or that there is none.',
    ),
    check(
      '4.1.9/after-fix',
      'Documents looked at after the fix',
      (!fixes || looked) && undecided === 0,
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

const staleInWords = ({ part, revision }: Stale): string =>
  revision === undefined ? `the ${part}` : `the impact on ${revision}`

/** Refuses with everything that is missing, at once. */
export const mayClose = (state: CaseState, evidence: ClosureEvidence): true | Refusal => {
  const missing = closureChecks(state, evidence).filter(({ done }) => !done)
  return missing.length === 0
    ? true
    : refuse(
        'case/not-complete',
        `The case cannot be closed yet. ${missing.map(({ missing: what }) => what).join(' ')}`,
        { missing },
      )
}
