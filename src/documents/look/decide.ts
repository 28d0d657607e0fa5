import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { dismissCandidate, keepCandidate, readByEye, recordLook } from '../contract/look.ts'
import type { LookEvent } from './events.ts'
import type { LookState } from './state.ts'

type Decided = readonly LookEvent[] | Refusal

export const decideRecord = (
  _state: LookState,
  input: InputOf<typeof recordLook>,
  context: DecisionContext,
): Decided => [{ type: 'look.recorded', reference: context.humanId, ...input }]

export const decideDismiss = (
  state: LookState,
  { candidate, reason }: InputOf<typeof dismissCandidate>,
): Decided =>
  undecided(state, candidate) ?? [{ type: 'look.candidate-dismissed', candidate, reason }]

export const decideKeep = (
  state: LookState,
  { candidate, defect }: InputOf<typeof keepCandidate>,
): Decided => undecided(state, candidate) ?? [{ type: 'look.candidate-kept', candidate, defect }]

export const decideReadByEye = (
  state: LookState,
  { document, found }: InputOf<typeof readByEye>,
): Decided =>
  state.unread.includes(document)
    ? [{ type: 'look.read-by-eye', document, found }]
    : refuse('look/not-unread', 'The server read this document: there is nothing to add by eye.')

const undecided = (state: LookState, id: string): Refusal | undefined => {
  const candidate = state.candidates.find((one) => one.id === id)
  if (candidate === undefined)
    return refuse('look/no-candidate', 'There is no such candidate in this look.')
  return candidate.decision.is === 'undecided'
    ? undefined
    : refuse('look/decided', 'This candidate has been decided already.')
}
