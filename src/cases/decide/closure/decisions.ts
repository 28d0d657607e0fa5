import { dispositions } from '../../contract/words.ts'
import type { Done } from '../../state/evolver.ts'
import { type ChecksOf, check, type Recorded } from './check.ts'

export const decisionChecks: ChecksOf = ({ impact, scores, disposition, disclosure }) => [
  check(
    '9.5/disposition',
    'Disposition, approved',
    disposition !== null && disposition.approved !== null,
    disposition === null
      ? 'Propose a disposition and have it approved.'
      : 'Have the proposed disposition approved by somebody else.',
    waits(disposition) ? 'approve-disposition' : impact.length === 0 ? null : 'propose-disposition',
    recordedOf(disposition, disposition === null ? '' : dispositions[disposition.path]),
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

type Decision = (Done & { readonly approved: Done | null }) | null

/** Whether somebody other than its author has to approve it. */
export const waits = (decision: Decision): boolean =>
  decision !== null && decision.approved === null

export const recordedOf = (decision: Decision, recorded: string): Recorded =>
  decision === null
    ? {}
    : { recorded, by: [decision, decision.approved], notFor: waits(decision) ? decision.by : null }
