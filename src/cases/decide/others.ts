import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { tellThirdParty, updateRisk } from '../contract.ts'
import type { RiskEntry } from '../ports/risks.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

/** Freezes what the entry says at this moment; whether it still stands, the closure asks anew. */
export const decideUpdateRisk = (
  state: CaseState,
  { description }: InputOf<typeof updateRisk>,
  _context: DecisionContext,
  { id, reference, category, residual, compensatingControl, stale }: RiskEntry,
): Decided => {
  if (state.closed !== null) return closed
  if (stale)
    return refuse(
      'case/risk-stale',
      `${reference} was judged on something else. Revise it, or confirm there that it still holds.`,
    )
  return [
    {
      type: 'case.risk-updated',
      risk: id,
      register: reference,
      category,
      residual,
      description,
      compensatingControl,
    },
  ]
}

export const decideTellThirdParty = whileOpen(
  (state, { none, reason }: InputOf<typeof tellThirdParty>) =>
    state.parties.length > 0
      ? refuse(
          'case/third-party-contradicts',
          'A third party is named in this case. Drop it first if it has nothing to do with the flaw.',
        )
      : [{ type: 'case.third-party-told', owner: '', component: '', how: '', none, reason }],
)
