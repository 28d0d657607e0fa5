import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  approveReportability,
  decideReportability,
  recordSubmission,
  referenceAction,
} from '../contract.ts'
import type { CaseState } from '../state.ts'
import type { Authority, CaseClocks } from './clocks/rules.ts'
import { pastTime } from './past-time.ts'
import { closed, type Decided, ownDecision, whileOpen } from './while-open.ts'

type OfClocks<Input> = (state: CaseState, input: Input, context: DecisionContext) => Decided

export const decideDecideReportability =
  (clocks: CaseClocks): OfClocks<InputOf<typeof decideReportability>> =>
  (state, input) => {
    if (state.closed !== null) return closed
    const authority = authorityNamed(clocks, input.authority)
    if (isRefusal(authority)) return authority
    if (!input.reportable && state.submissions.some((sent) => sent.authority === input.authority))
      return refuse(
        'case/submitted-already',
        `A submission to ${authority.name} is recorded. Say what it was in the reason of a reportable decision, or tell the authority.`,
      )
    return [{ type: 'case.reportability-decided', ...input }]
  }

export const decideApproveReportability = whileOpen(
  (state, { authority, comment }: InputOf<typeof approveReportability>, { actor }) => {
    const decision = state.reportability.find((one) => one.authority === authority)
    if (decision === undefined)
      return refuse(
        'case/no-reportability',
        `Nothing is decided for "${authority}". Decide whether the case is reportable first.`,
      )
    if (decision.approved !== null)
      return refuse('case/approved-already', 'This decision is approved. Decide anew to change it.')
    if (decision.by === actor.id) return ownDecision
    return [{ type: 'case.reportability-approved', authority, comment }]
  },
)

export const decideRecordSubmission =
  (clocks: CaseClocks): OfClocks<InputOf<typeof recordSubmission>> =>
  (state, { incident, sent, ...input }, { now }) => {
    if (state.closed !== null) return closed
    const authority = authorityNamed(clocks, input.authority)
    if (isRefusal(authority)) return authority
    if (incident !== undefined && !state.incidents.some(({ id }) => id === incident))
      return refuse('case/no-such-incident', 'The case has no such incident. Record it first.')
    const past = pastTime(sent, now)
    if (isRefusal(past)) return past
    return [
      {
        type: 'case.submission-recorded',
        ...input,
        sentAt: past.instant,
        timeZone: past.zone,
        ...(incident === undefined ? {} : { incident }),
      },
    ]
  }

export const decideReferenceAction = whileOpen((state, input: InputOf<typeof referenceAction>) =>
  state.actions.some(({ action, number }) => action === input.action && number === input.number)
    ? refuse('case/action-referenced', 'The case names this action already.')
    : [{ type: 'case.action-referenced', ...input }],
)

const authorityNamed = ({ authorities }: CaseClocks, id: string): Authority | Refusal => {
  const named = authorities.filter(({ enabled }) => enabled)
  return (
    named.find((one) => one.id === id) ??
    refuse(
      'case/no-such-authority',
      `case-clocks.yaml names no authority "${id}" that is turned on. It names: ${named.map((one) => one.id).join(', ') || 'none'}.`,
    )
  )
}
