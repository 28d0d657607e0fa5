import type { Verdict } from '../contract.ts'
import type { GapSeverity } from './gaps.ts'

/** One clause for one product. */
export interface MapCell {
  readonly clause: string
  /** How many constraints have each verdict; one that none has is left out. */
  readonly counts: Readonly<Partial<Record<Verdict, number>>>
  /** Gaps that are accepted by signature; they are counted among the verdicts, too. */
  readonly accepted: number
  /** Of the gaps that nobody has accepted; null where there is none. */
  readonly worst: GapSeverity | null
  /** How many open gaps have that severity. */
  readonly worstCount: number
}

/** One product, or all of them together. */
export interface MapRow {
  readonly product: { readonly id: string; readonly humanId: string; readonly name: string } | null
  readonly cells: readonly MapCell[]
}

/** A constraint that is open for some products, the worst first. */
export interface MapGap {
  readonly constraint: string
  readonly title: string
  readonly severity: string
  /** The worst verdict among these products. */
  readonly verdict: Verdict
  readonly products: readonly string[]
}

/** Products by clauses, and what is wrong across them. */
export interface ClauseMap {
  readonly clauses: readonly {
    readonly id: string
    readonly title: string
    readonly constraints: number
  }[]
  /** All products together, as an auditor of the house sees it. */
  readonly together: MapRow
  /** The worst product first. */
  readonly rows: readonly MapRow[]
  readonly gaps: readonly MapGap[]
  /** Products beyond the bound: none of them is in the rows or the gaps. */
  readonly leftOut: number
}
