import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** What this slice asks of its own other records; `server/wiring` supplies it. */
export interface DocumentPorts {
  /** The versions a document has, to hold a correction against. */
  versionsOf(
    document: string,
  ): Promise<Gathered<{ readonly versions: readonly string[] }> | Refusal>
}
