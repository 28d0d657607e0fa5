import type { InputOf } from '../kernel/fields.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { DecisionContext } from '../ledger/index.ts'
import {
  type declareUnchanged,
  type failDocuments,
  type GateCheck,
  letsThrough,
  type planRelease,
  type recordDocuments,
  type signRelease,
  type waiveCheck,
} from './contract.ts'
import type { ReleaseEvent } from './events.ts'
import { effectiveChecks, type ReleaseState } from './state.ts'

type Decided = readonly ReleaseEvent[] | Refusal

const released = refuse(
  'release/released',
  'This release is signed by two people. Plan a new one to change it.',
)

export const decidePlan = (
  _state: ReleaseState,
  input: InputOf<typeof planRelease>,
  context: DecisionContext,
): Decided => [{ type: 'release.planned', reference: context.humanId, ...input }]

export const decideEvaluateGate = (
  state: ReleaseState,
  _input: unknown,
  _context: DecisionContext,
  checks: readonly GateCheck[],
): Decided =>
  state.status === 'released' ? released : [{ type: 'release.gate-evaluated', checks: [...checks] }]

export const decideWaive = (state: ReleaseState, input: InputOf<typeof waiveCheck>): Decided => {
  if (state.status === 'released') return released
  const check = state.gate?.checks.find(({ id }) => id === input.check)
  if (check === undefined)
    return refuse('release/no-such-check', 'The gate has no such check. Evaluate the gate first.')
  if (check.state === 'passed')
    return refuse('release/passed-already', 'This check has passed: there is nothing to waive.')
  return [{ type: 'release.check-waived', ...input }]
}

export const decideDeclareUnchanged = (
  state: ReleaseState,
  { reason }: InputOf<typeof declareUnchanged>,
): Decided =>
  state.status === 'released' ? released : [{ type: 'release.declared-unchanged', reason }]

export const decideWriteDocuments = (
  state: ReleaseState,
  _input: unknown,
  context: DecisionContext,
): Decided =>
  state.status === 'released'
    ? released
    : [{ type: 'release.documents-ordered', order: context.newId() }]

export const decideRecordDocuments = (
  state: ReleaseState,
  input: InputOf<typeof recordDocuments>,
): Decided => (state.documentsOrdered ? [{ type: 'release.documents-written', ...input }] : [])

export const decideFailDocuments = (
  state: ReleaseState,
  input: InputOf<typeof failDocuments>,
): Decided => (state.documentsOrdered ? [{ type: 'release.documents-failed', ...input }] : [])

/** Two people, both after the gate and the documents; nobody twice. */
export const decideSign = (
  state: ReleaseState,
  { comment }: InputOf<typeof signRelease>,
  { actor }: DecisionContext,
  now: readonly GateCheck[],
): Decided => {
  if (state.status === 'released') return released
  if (state.documents.length === 0)
    return refuse('release/no-documents', 'Write the release documents before signing.')
  // The gate as it stands at this moment counts, not as it stood when somebody last looked.
  const checks = effectiveChecks({ ...state, gate: { checks: now, at: '', by: '' } })
  const shut = checks.filter(({ state: is }) => !letsThrough(is))
  if (checks.length === 0 || shut.length > 0)
    return refuse(
      'release/gate-shut',
      `The gate is shut. ${shut.map(({ title, state: is }) => `${title}: ${is}.`).join(' ')}`,
      { checks: shut },
    )
  if (state.signatures.some(({ by }) => by === actor.id))
    return refuse(
      'release/second-person',
      'You have signed already: ask someone else for the second signature.',
    )
  return [{ type: 'release.signed', comment }]
}
