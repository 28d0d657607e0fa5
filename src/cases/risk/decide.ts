import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { acceptabilityOf, levelOf, type RiskMatrix } from '../../kernel/risk-matrix.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { ImportedRow } from '../contract/imported.ts'
import type {
  acceptRisk,
  enterRisk,
  importRisk,
  linkRisk,
  proposeAcceptance,
  RiskStaleReason,
  renewRisk,
  retireRisk,
  reviseByImport,
  reviseRisk,
} from '../contract.ts'
import type { RiskBasis } from '../ports/risks.ts'
import type { CaseBasis, RiskEvent } from './events.ts'
import type { RiskState } from './state.ts'

type Decided = readonly RiskEvent[] | Refusal

const retired = refuse('risk/retired', 'This entry is retired. Enter the risk anew.')

export const decideEnterRisk = (
  _state: RiskState,
  { cases: _, ...input }: InputOf<typeof enterRisk>,
  { humanId }: DecisionContext,
  basis: RiskBasis,
): Decided => {
  const entry = entryOf(input, basis)
  return isRefusal(entry) ? entry : [{ type: 'risk.entered', reference: humanId, ...entry }]
}

export const decideReviseRisk = (
  state: RiskState,
  { reason, ...input }: InputOf<typeof reviseRisk>,
  _context: DecisionContext,
  basis: RiskBasis,
): Decided => {
  if (state.retired !== null) return retired
  const entry = entryOf(input, basis)
  return isRefusal(entry) ? entry : [{ type: 'risk.revised', ...entry, reason }]
}

export const decideImportRisk = (
  state: RiskState,
  { imported, ...input }: InputOf<typeof importRisk>,
  context: DecisionContext,
  basis: RiskBasis,
): Decided => withRow(decideEnterRisk(state, input, context, basis), imported)

export const decideReviseByImport = (
  state: RiskState,
  { imported, ...input }: InputOf<typeof reviseByImport>,
  context: DecisionContext,
  basis: RiskBasis,
): Decided => withRow(decideReviseRisk(state, input, context, basis), imported)

const withRow = (decided: Decided, imported: ImportedRow): Decided =>
  isRefusal(decided)
    ? decided
    : decided.map((event) =>
        event.type === 'risk.entered' || event.type === 'risk.revised'
          ? { ...event, imported }
          : event,
      )

export const decideLinkRisk = (
  state: RiskState,
  input: InputOf<typeof linkRisk>,
  _context: DecisionContext,
  { cases }: RiskBasis,
): Decided => {
  if (state.retired !== null) return retired
  if (state.basis.some((one) => one.case === input.case))
    return refuse('risk/linked', 'This case is linked to the risk already.')
  const basis = cases.find((one) => one.case === input.case)
  if (basis === undefined) throw new Error('The case that was asked for is not in the answer.')
  return [{ type: 'risk.case-linked', basis }]
}

export const decideProposeAcceptance = (
  state: RiskState,
  input: InputOf<typeof proposeAcceptance>,
  { now }: DecisionContext,
): Decided => {
  if (state.retired !== null) return retired
  if (state.stale.length > 0)
    return refuse('risk/stale', 'Its basis changed. Revise the entry, or confirm that it holds.')
  if (state.eliminated)
    return refuse('risk/nothing-remains', 'Nothing remains of this risk: there is none to accept.')
  return ended(input.until, now) ?? [{ type: 'risk.acceptance-proposed', ...input }]
}

export const decideAcceptRisk = (
  state: RiskState,
  { comment }: InputOf<typeof acceptRisk>,
  { actor, now }: DecisionContext,
): Decided => {
  if (state.retired !== null) return retired
  if (state.acceptance === null)
    return refuse(
      'risk/not-proposed',
      'Nobody proposed to accept it. Propose the acceptance first.',
    )
  if (state.stale.length > 0)
    return refuse('risk/stale', 'Its basis changed. Revise the entry, or confirm that it holds.')
  const { reason, until, condition, by, accepted } = state.acceptance
  if (accepted !== null) return refuse('risk/accepted', 'It is accepted already.')
  if (by === actor.id)
    return refuse('risk/second-person', 'Ask someone else to sign: you proposed the acceptance.')
  return (
    ended(until, now) ?? [
      { type: 'risk.accepted', reason, until, condition, comment, proposedBy: by },
    ]
  )
}

export const decideRenewRisk = (
  state: RiskState,
  { reason, until, condition }: InputOf<typeof renewRisk>,
  { now }: DecisionContext,
  { cases }: RiskBasis,
): Decided => {
  if (state.retired !== null) return retired
  const basis = [...cases]
  if (state.acceptance === null) return [{ type: 'risk.renewed', reason, basis }]
  if (until === undefined)
    return refuse('risk/no-expiry', 'It was accepted until a day: say until when from now on.')
  return (
    ended(until, now) ?? [
      {
        type: 'risk.renewed',
        reason,
        basis,
        acceptance: {
          reason,
          until,
          condition: condition === '' ? state.acceptance.condition : condition,
        },
      },
    ]
  )
}

export const decideRetireRisk = (
  state: RiskState,
  { reason }: InputOf<typeof retireRisk>,
): Decided => (state.retired === null ? [{ type: 'risk.retired', reason }] : retired)

/** What changed of the cases, and whether the acceptance is over; nothing where all stands. */
export const decideRecheckRisk = (
  state: RiskState,
  _input: object,
  { now }: DecisionContext,
  { cases }: RiskBasis,
): Decided => {
  if (state.retired !== null) return []
  const because = [
    ...state.basis.flatMap((before) => changes(before, cases)),
    ...(expired(state, now) ? (['expired'] as const) : []),
  ].filter((one) => !state.stale.includes(one))
  return because.length === 0 ? [] : [{ type: 'risk.staled', because: [...new Set(because)] }]
}

const expired = ({ acceptance }: RiskState, now: string): boolean =>
  acceptance !== null && acceptance.accepted !== null && acceptance.until < now.slice(0, 10)

const changes = (before: CaseBasis, cases: readonly CaseBasis[]): readonly RiskStaleReason[] => {
  const now = cases.find((one) => one.case === before.case)
  if (now === undefined) return []
  return (['score', 'exploitation', 'affected', 'safety'] as const).filter(
    (part) => before[part] !== now[part],
  )
}

const ended = (until: string, now: string): Refusal | undefined =>
  until < now.slice(0, 10)
    ? refuse('risk/expired', 'That day is over. Accept it until a day to come.')
    : undefined

type Judged = Omit<InputOf<typeof enterRisk>, 'cases'>

const entryOf = (
  { initialSeverity, initialProbability, residualSeverity, residualProbability, ...entry }: Judged,
  { matrix: { matrix, hash }, cases }: RiskBasis,
) => {
  const initial = judge(matrix, initialSeverity, initialProbability)
  if (isRefusal(initial)) return initial
  const residual = judge(matrix, residualSeverity, residualProbability)
  if (isRefusal(residual)) return residual
  const rank = (axis: 'severity' | 'probability', id: string) =>
    matrix[axis].findIndex((level) => level.id === id)
  const rises = (['severity', 'probability'] as const).some(
    (axis) => rank(axis, residual[axis]) > rank(axis, initial[axis]),
  )
  if (rises)
    return refuse(
      'risk/rises',
      'More remains than there was before the controls. Correct one of the two levels.',
    )
  const lowered =
    entry.eliminated ||
    residual.severity !== initial.severity ||
    residual.probability !== initial.probability
  if (lowered && !entry.controls.some(({ verification }) => verification !== ''))
    return refuse(
      'risk/no-control',
      'Less remains than before, so a control did it: name it, and what verified it.',
    )
  return { ...entry, initial, residual, matrix: hash, basis: [...cases] }
}

const judge = (matrix: RiskMatrix, severity: string, probability: string) => {
  const column = levelOf('severity', matrix.severity, severity)
  if (isRefusal(column)) return column
  const row = levelOf('probability', matrix.probability, probability)
  if (isRefusal(row)) return row
  return { severity, probability, acceptability: acceptabilityOf(matrix, probability, severity) }
}
