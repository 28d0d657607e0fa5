import { endings } from '../../contract/words.ts'
import { endTried } from './analysis.ts'
import { type ChecksOf, type ClosureCheck, check } from './check.ts'
import { decisionChecks, recordedOf, waits } from './decisions.ts'
import { documentationClosed, outwardChecks } from './outward.ts'

/** A case that is to end without a fix is asked only what still applies to it. */
export const checksWithoutFix: ChecksOf = (state, evidence) => {
  const { ending, thirdParties } = state
  return [
    ...endTried(state),
    check(
      '9.5/disposition',
      'End without a fix, approved',
      ending !== null && ending.approved !== null,
      'Have the proposed end without a fix approved by somebody else.',
      waits(ending) ? 'approve-ending' : 'propose-ending',
      recordedOf(ending, ending === null ? '' : endings[ending.ending]),
    ),
    // Whose flaw it is must hear of it, or nobody ever fixes it.
    ...(ending?.ending === 'not-ours'
      ? [
          check(
            '9.5/third-party',
            'Its owner told',
            thirdParties.some(({ none }) => !none),
            'Name whoever owns the product that has the flaw, and send them the notice.',
            state.parties.length === 0 ? 'name-third-party' : 'send-notice',
            {
              recorded: thirdParties.map(({ owner }) => owner).join(', '),
              by: thirdParties.slice(-1),
            },
          ),
        ]
      : []),
    // Whoever still uses what gets no fix has to hear what to do instead, or why they do not.
    ...(ending?.ending === 'obsolete'
      ? [
          ...decisionChecks(state, evidence).filter(isAbout('9.5/disclosure')),
          ...outwardChecks(state, evidence).filter(isAbout('9.5/end-to-end')),
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
}

const isAbout =
  (constraint: string) =>
  (one: ClosureCheck): boolean =>
    one.constraint === constraint
