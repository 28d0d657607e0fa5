import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** Another product, as shared code names it. */
export interface OtherProduct {
  readonly id: string
  readonly name: string
}

/** What this slice asks of others; `server/wiring` supplies it. */
export interface ProductPorts {
  otherProduct(id: string): Promise<Gathered<OtherProduct> | Refusal>
}
