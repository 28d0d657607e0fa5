import { isConstraintId } from '../../catalogue/constraint-ids.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { acceptGap, overrule, withdrawFinding } from '../contract.ts'
import type { FindingEvent } from './events.ts'
import type { FindingState } from './state.ts'

type Decided = readonly FindingEvent[] | Refusal

export const decideOverrule = (
  _state: FindingState,
  input: InputOf<typeof overrule>,
  { humanId }: DecisionContext,
): Decided => {
  if (!isConstraintId(input.constraint)) return unknownConstraint
  if (input.passageHash !== undefined && input.document === undefined)
    return refuse('finding/no-document', 'A passage stands in a document: name the document too.')
  return [{ type: 'review-finding.overruled', reference: humanId, ...input }]
}

export const decideAcceptGap = (
  _state: FindingState,
  input: InputOf<typeof acceptGap>,
  { humanId }: DecisionContext,
): Decided =>
  isConstraintId(input.constraint)
    ? [{ type: 'review-finding.gap-accepted', reference: humanId, ...input }]
    : unknownConstraint

export const decideWithdraw = (
  state: FindingState,
  { reason }: InputOf<typeof withdrawFinding>,
): Decided =>
  state.status === 'withdrawn'
    ? refuse('finding/withdrawn', 'This finding is withdrawn already.')
    : [{ type: 'review-finding.withdrawn', reason }]

const unknownConstraint = refuse(
  'finding/no-constraint',
  'The catalogue has no constraint with this id. Take one from the clause page, like 9.2/channel.',
)
