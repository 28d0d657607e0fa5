import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** What this slice asks of others; `server/wiring` supplies it. */
export interface ReportPorts {
  /** Refuses where there is no such case: a report linked with nothing would be lost from sight. */
  case(id: string): Promise<Gathered<unknown> | Refusal>
}
