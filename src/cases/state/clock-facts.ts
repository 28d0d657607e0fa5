import type { CaseState } from '../state.ts'
import { exploited } from './clocks.ts'
import { fdaRiskOf } from './safety.ts'

/** What rules ask about a case: yes, no, or nobody knows yet. */
export type Known = boolean | null

/**
 * Whether the risk is uncontrolled (FDA, postmarket guidance): worked out with the safety of the
 * case; null as long as nobody did.
 */
export const isUncontrolled = (state: CaseState): Known => {
  const risk = fdaRiskOf(state)
  return risk === null ? null : risk === 'uncontrolled'
}

/** Known to be exploited at some time: what was exploited once stays so for those who ask. */
export const isExploited = ({ reached }: Pick<CaseState, 'reached'>): boolean =>
  reached[exploited] !== undefined
