import { holds } from '../clocks/clock.ts'
import { type ChecksOf, check } from './check.ts'

/**
 * Each authority whose condition holds is decided for, and each one that the case is reportable to
 * was sent something. Where nobody knows whether the condition holds, as where nobody worked out
 * the risk, this asks nothing: the part that owes the answer does.
 */
export const reportabilityChecks: ChecksOf = (state, { authorities = [] }) =>
  authorities
    .filter(
      ({ id, enabled, when }) =>
        enabled &&
        (holds(when, state) === true ||
          state.reportability.some(({ authority }) => authority === id)),
    )
    .flatMap(({ id, name }) => {
      const decision = state.reportability.find(({ authority }) => authority === id)
      const decided = check(
        '9.5/disclosure',
        `Reportability decided: ${name}`,
        decision !== undefined && decision.approved !== null,
        `Decide whether it is reportable to "${id}" (${name}), and have it approved.`,
        decision === undefined ? 'decide-reportability' : 'approve-reportability',
        {
          recorded:
            decision === undefined ? '' : decision.reportable ? 'Reportable' : 'Not reportable',
          by: [decision, decision?.approved],
          notFor: decision?.by,
        },
      )
      if (decision?.reportable !== true) return [decided]
      return [
        decided,
        check(
          '9.5/disclosure',
          `Submitted: ${name}`,
          state.submissions.some(({ authority }) => authority === id),
          `Send the report to "${id}" (${name}) and record the submission.`,
          'record-submission',
        ),
      ]
    })
