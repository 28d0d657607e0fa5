import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** What this slice asks of its own other records; `server/wiring` supplies it. */
export interface DocumentPorts {
  /** The revisions of a document, oldest first, to hold a defect and its correction against. */
  revisionsOf(document: string): Promise<Gathered<readonly NamedRevision[]> | Refusal>
}

/** A citation names a revision by its version or by the hash of its file. */
export interface NamedRevision {
  readonly version: string
  readonly hash: string
}
