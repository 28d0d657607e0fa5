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
  type waiveGaps,
} from './contract.ts'
import type { ReleaseEvent } from './events.ts'
import { effectiveChecks, openGaps, type ReleaseState } from './state.ts'

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

/** Each gap with its reason; the documents are written again, so that they tell it. */
export const decideWaiveGaps = (
  state: ReleaseState,
  { gaps }: InputOf<typeof waiveGaps>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'released') return released
  if (state.documentsOrdered) return beingWritten
  const open = openGaps(state)
  const waived = gaps.flatMap(({ gap, reason }) => {
    const found = open.find((one) => one.gap === gap)
    return found === undefined ? [] : [{ ...found, reason }]
  })
  if (waived.length < gaps.length)
    return refuse(
      'release/no-such-gap',
      'The documents have no such gap. Write them anew, and waive what they show as missing.',
      { gaps: open },
    )
  if (new Set(waived.map(({ gap }) => gap)).size < waived.length)
    return refuse('release/gap-twice', 'A gap stands twice. Give it one reason.')
  return [
    { type: 'release.gaps-waived', gaps: waived },
    { type: 'release.documents-ordered', order: context.newId() },
  ]
}

const beingWritten = refuse(
  'release/being-written',
  'The documents are being written. Wait a moment, read them, and do it then.',
)

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
  if (state.documentsOrdered) return beingWritten
  // The gate as it stands at this moment counts, not as it stood when somebody last looked.
  const checks = effectiveChecks({ ...state, gate: { checks: now, at: '', by: '' } })
  const shut = checks.filter(({ state: is }) => !letsThrough(is))
  if (checks.length === 0 || shut.length > 0)
    return refuse(
      'release/gate-shut',
      `The gate is shut. ${shut.map(({ title, state: is }) => `${title}: ${is}.`).join(' ')}`,
      { checks: shut },
    )
  const gaps = openGaps(state)
  if (gaps.length > 0)
    return refuse(
      'release/document-gaps',
      `The documents have gaps. Record what is missing and write them anew, or have each waived with its reason: ${gaps.map(({ title }) => title).join(', ')}.`,
      { missing: gaps.map(({ gap, title, what }) => ({ gap, title, missing: what })) },
    )
  if (state.signatures.some(({ by }) => by === actor.id))
    return refuse(
      'release/second-person',
      'You have signed already: ask someone else for the second signature.',
    )
  return [{ type: 'release.signed', comment }]
}
