import type { Refusal } from '../../kernel/result.ts'
import type { NamedMatrix } from '../../kernel/risk-matrix.ts'
import type { Gathered } from '../../ledger/index.ts'
import type { CaseBasis } from '../risk/events.ts'

/** What a risk is judged on. */
export interface RiskBasis {
  readonly matrix: NamedMatrix
  readonly cases: readonly CaseBasis[]
}

/** What the register asks of other records. */
export interface RiskPorts {
  /** Refuses with `risk/no-case` or `risk/no-product` where one cannot be found. */
  riskBasis(
    cases: readonly string[],
    product: string | undefined,
  ): Promise<Gathered<RiskBasis> | Refusal>
}

/** An entry of the register as a case sees it. */
export interface RiskEntry {
  readonly id: string
  readonly reference: string
  readonly category: string
  readonly compensatingControl: string
  readonly residual: 'none' | 'acceptable' | 'not-acceptable'
  readonly stale: boolean
}
