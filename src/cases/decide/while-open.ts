import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseState } from '../state.ts'

export type Decided = readonly CaseEvent[] | Refusal

export const closed = refuse(
  'case/closed',
  'This case is closed. Reopen it first; its history stays.',
)

export const ownDecision = refuse(
  'case/second-person',
  'Ask someone else to approve: you wrote this decision.',
)

/** Every change but reopening needs an open case. */
export const whileOpen =
  <Input>(
    decide: (state: CaseState, input: Input, context: DecisionContext) => Decided,
  ): typeof decide =>
  (state, input, context) =>
    state.closed === null ? decide(state, input, context) : closed
