import { dispositions, staleReasons } from '../../contract/words.ts'
import type { Done } from '../../state/evolver.ts'
import type { CaseState } from '../../state.ts'
import { type ChecksOf, type ClosureCheck, check, type Recorded } from './check.ts'

export const decisionChecks: ChecksOf = (state) => [dispositionCheck(state), disclosureCheck(state)]

const dispositionCheck = (state: CaseState): ClosureCheck => {
  const { disposition } = state
  const again = toApproveAgain(state, 'disposition')
  const recorded = disposition === null ? '' : dispositions[disposition.path]
  return check(
    '9.5/disposition',
    'Disposition, approved',
    disposition !== null && disposition.approved !== null && again === null,
    ...(again ?? dispositionStep(state)),
    disposition !== null && disposition.rejected !== null
      ? { recorded, by: [disposition, disposition.rejected] }
      : recordedOf(disposition, recorded, again !== null),
  )
}

type Step = readonly [missing: string, command: string | null]

const dispositionStep = ({ disposition, impact }: CaseState): Step => {
  const propose = impact.length === 0 ? null : 'propose-disposition'
  if (disposition === null) return ['Propose a disposition and have it approved.', propose]
  return disposition.rejected !== null
    ? ['The disposition was sent back: propose a new one that answers the reason.', propose]
    : [
        'Have the proposed disposition approved by somebody else.',
        waits(disposition) ? 'approve-disposition' : propose,
      ]
}

const disclosureCheck = (state: CaseState): ClosureCheck => {
  const { disclosure } = state
  const again = toApproveAgain(state, 'disclosure')
  return check(
    '9.5/disclosure',
    'Disclosure decision, approved',
    disclosure !== null && disclosure.approved !== null && again === null,
    ...(again ?? disclosureStep(state)),
    recordedOf(
      disclosure,
      disclosure === null
        ? ''
        : disclosure.disclose
          ? `Disclose to ${disclosure.audiences.join(', ')}`
          : 'Do not disclose',
      again !== null,
    ),
  )
}

const disclosureStep = ({ disclosure, scores }: CaseState): Step => [
  disclosure === null
    ? 'Decide the disclosure and have it approved.'
    : 'Have the disclosure decision approved by somebody else.',
  // It is decided from the impact and how bad that is.
  waits(disclosure) ? 'approve-disclosure' : scores.length === 0 ? 'score' : 'decide-disclosure',
]

/** What was approved on something else waits for the impact, where that is stale, then for a person. */
const toApproveAgain = (state: CaseState, part: 'disposition' | 'disclosure'): Step | null => {
  const because = state.stale.find((one) => one.part === part)?.because
  if (because === undefined) return null
  return because.includes('impact')
    ? [`Decide the stale impact anew, then have the ${part} approved again.`, null]
    : [
        `Have the ${part} approved again: ${because.map((why) => staleReasons[why]).join('. ')}.`,
        `approve-${part}`,
      ]
}

type Decision = (Done & { readonly approved: Done | null }) | null

/** Whether somebody other than its author has to approve it. */
export const waits = (decision: Decision): boolean =>
  decision !== null && decision.approved === null

/** `again`: it was approved, and that stands no more. */
export const recordedOf = (decision: Decision, recorded: string, again = false): Recorded =>
  decision === null
    ? {}
    : {
        recorded,
        by: [decision, decision.approved],
        notFor: again || waits(decision) ? decision.by : null,
      }
