import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** What this slice asks of its own other records; `server/wiring` supplies it. */
export interface DocumentPorts {
  /** The revisions of a document, oldest first, to hold a defect and its correction against. */
  revisionsOf(document: string): Promise<Gathered<readonly NamedRevision[]> | Refusal>
}

/**
 * Processes outside this one that run `readerProgram`, so that no file of strangers is read beside
 * the records; `server/processes` supplies it.
 */
export interface ReadingPool {
  /** What the process answered to this message, or the refusal `process/…` where it did not. */
  run(message: unknown): Promise<unknown | Refusal>
  /** Ends the processes; what waits is refused with `process/closed`. */
  close(): Promise<void>
}

/** A citation names a revision by its version or by the hash of its file. */
export interface NamedRevision {
  readonly version: string
  readonly hash: string
}
