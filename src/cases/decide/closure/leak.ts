import { leakStepsLeft, openLeak } from '../../state/leak.ts'
import { type ChecksOf, check } from './check.ts'

/**
 * Asked only where a leak was reported; before the decisions, and where the case ends without a fix, too: what strangers say in public is answered even if it is no flaw.
 */
export const leakChecks: ChecksOf = (state) => {
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
            : state.scores.length === 0
              ? 'score'
              : 'decide-disclosure',
      {
        recorded: leak.where,
        by: [leak],
        notFor: left[0] === 'disclosure' && redecided ? state.disclosure?.by : null,
      },
    ),
  ]
}
