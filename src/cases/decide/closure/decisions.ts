import { dispositions } from '../../contract/words.ts'
import type { Done } from '../../state/evolver.ts'
import { leakStepsLeft, openLeak } from '../../state/leak.ts'
import type { CaseState } from '../../state.ts'
import { type ChecksOf, type ClosureCheck, check, type Recorded } from './check.ts'

export const decisionChecks: ChecksOf = (state) => [...leakCheck(state), ...decided(state)]

const decided = ({
  impact,
  scores,
  disposition,
  disclosure,
}: CaseState): readonly ClosureCheck[] => [
  check(
    '9.5/disposition',
    'Disposition, approved',
    disposition !== null && disposition.approved !== null,
    disposition === null
      ? 'Propose a disposition and have it approved.'
      : disposition.rejected !== null
        ? 'The disposition was sent back: propose a new one that answers the reason.'
        : 'Have the proposed disposition approved by somebody else.',
    waits(disposition) && disposition?.rejected == null
      ? 'approve-disposition'
      : impact.length === 0
        ? null
        : 'propose-disposition',
    disposition !== null && disposition.rejected !== null
      ? { recorded: dispositions[disposition.path], by: [disposition, disposition.rejected] }
      : recordedOf(disposition, disposition === null ? '' : dispositions[disposition.path]),
  ),
  check(
    '9.5/disclosure',
    'Disclosure decision, approved',
    disclosure !== null && disclosure.approved !== null,
    disclosure === null
      ? 'Decide the disclosure and have it approved.'
      : 'Have the disclosure decision approved by somebody else.',
    // It is decided from the impact and how bad that is.
    waits(disclosure) ? 'approve-disclosure' : scores.length === 0 ? 'score' : 'decide-disclosure',
    recordedOf(
      disclosure,
      disclosure === null
        ? ''
        : disclosure.disclose
          ? `Disclose to ${disclosure.audiences.join(', ')}`
          : 'Do not disclose',
    ),
  ),
]

/** Asked only where one was reported; before everything else. */
const leakCheck = (state: CaseState): readonly ClosureCheck[] => {
  const leak = openLeak(state)
  if (leak === null) return []
  const left = leakStepsLeft(state)
  const redecided = state.disclosureDecisions > leak.decisionsBefore
  return [
    check(
      '9.5/disclosure',
      'Leak settled',
      false,
      left.length === 0 ? 'Settle the leak.' : `Answer what the leak asks for: ${left.join(', ')}.`,
      left.length === 0
        ? 'settle-leak'
        : left[0] !== 'disclosure'
          ? 'take-leak-step'
          : redecided
            ? 'approve-disclosure'
            : 'decide-disclosure',
      {
        recorded: leak.where,
        by: [leak],
        notFor: left[0] === 'disclosure' && redecided ? state.disclosure?.by : null,
      },
    ),
  ]
}

type Decision = (Done & { readonly approved: Done | null }) | null

/** Whether somebody other than its author has to approve it. */
export const waits = (decision: Decision): boolean =>
  decision !== null && decision.approved === null

export const recordedOf = (decision: Decision, recorded: string): Recorded =>
  decision === null
    ? {}
    : { recorded, by: [decision, decision.approved], notFor: waits(decision) ? decision.by : null }
