import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import {
  acceptabilityOf,
  fdaRiskIn,
  harmChance,
  levelOf,
  type NamedMatrix,
} from '../../kernel/risk-matrix.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { assessSafety, signSafety } from '../contract.ts'
import { affectedOf, changedSince } from '../state/safety.ts'
import { basisOf } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, ownDecision } from './while-open.ts'

export const decideAssessSafety = (
  state: CaseState,
  input: InputOf<typeof assessSafety>,
  _context: DecisionContext,
  { matrix, hash }: NamedMatrix,
): Decided => {
  if (state.closed !== null) return closed
  const affected = affectedOf(state, input.product)
  if (affected.length === 0)
    return refuse(
      'case/not-affected',
      'No revision of this product is called affected here. Set its impact first.',
    )
  const severity = levelOf('severity', matrix.severity, input.severity)
  if (isRefusal(severity)) return severity
  const exploitability = levelOf('exploitability', matrix.exploitability, input.exploitability)
  if (isRefusal(exploitability)) return exploitability
  const chanceOfHarm = harmChance(matrix, input, 'case')
  if (isRefusal(chanceOfHarm)) return chanceOfHarm
  const { privacy } = input
  if (privacy.gdpr !== 'not-personal' && (privacy.data === '' || privacy.reason === ''))
    return refuse(
      'case/privacy-incomplete',
      'Say which personal data it is about and why the GDPR asks that of it.',
    )
  if (privacy.gdpr === 'not-personal' && privacy.people > 0)
    return refuse(
      'case/privacy-contradicts',
      'People are counted, but the data are called not personal. Correct one of the two.',
    )
  const { level, ...chances } = chanceOfHarm
  const { scores, exploitation } = basisOf(state, input.product)
  return [
    {
      type: 'case.safety-assessed',
      ...input,
      result: {
        ...chances,
        probability: level.id,
        acceptability: acceptabilityOf(matrix, level.id, severity.id),
        fda: fdaRiskIn(matrix, exploitability.id, severity.id),
      },
      matrix: { hash, ...matrix },
      basis: { scores, exploitation, affected: [...affected] },
    },
  ]
}

/** Signs only what still stands on the present facts and on the present matrix. */
export const decideSignSafety = (
  state: CaseState,
  { product, comment }: InputOf<typeof signSafety>,
  context: DecisionContext,
  { hash }: NamedMatrix,
): Decided => {
  if (state.closed !== null) return closed
  const found = state.safety.find((one) => one.product === product)
  if (found === undefined)
    return refuse(
      'case/no-safety-assessment',
      'The safety of this product is not assessed. Assess it first.',
    )
  if (changedSince(found, affectedOf(state, product), basisOf(state, product)).length > 0)
    return refuse(
      'case/safety-stale',
      'The score, the exploitation or the impact changed since it was assessed. Assess it anew.',
    )
  if (found.signed !== null)
    return refuse('case/approved-already', 'It is signed already. Assess it anew to change it.')
  if (found.by === context.actor.id) return ownDecision
  if (found.matrix.hash !== hash)
    return refuse(
      'case/matrix-changed',
      'The risk matrix changed since it was assessed. Assess it anew by the present one.',
    )
  const { by, at, signedBy: _, signed: __, ...assessment } = found
  return [
    {
      type: 'case.safety-signed',
      product,
      comment,
      assessment,
      assessedBy: by,
      assessedAt: at,
    },
  ]
}
