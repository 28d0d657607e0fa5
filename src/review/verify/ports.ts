import type { Refusal } from '../../kernel/result.ts'

/** The bytes of a pack, wherever they lie: a file, or a blob in a browser. */
export interface PackBytes {
  readonly size: number
  /** Exactly these bytes; the caller stays within `size`. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** SHA-256 (FIPS 180-4) and CRC-32 (ISO 3309, as zip uses it) of a range, read in pieces. */
  measure(
    offset: number,
    length: number,
  ): Promise<{ readonly sha256: Uint8Array; readonly crc32: number }>
}

/** What a signed note says once the key has been found to have signed it. */
export interface OpenedCheckpoint {
  readonly size: number
  /** 32 bytes. */
  readonly rootHash: Uint8Array
}

/** The ledger's own pure verification (RFC 9162, C2SP), handed in by whoever may import both. */
export interface LedgerChecks {
  /** The name of the log that this verifier key belongs to. */
  originOf(key: string): string | Refusal
  /** The text of a note with exactly one signature, which is the key's. */
  openNote(key: string, note: string): string | Refusal
  openCheckpoint(key: string, note: string): OpenedCheckpoint | Refusal
  /** That the entry stands at the index of the tree. */
  included(claim: {
    readonly entry: Uint8Array
    readonly leafIndex: number
    readonly tree: OpenedCheckpoint
    readonly path: readonly Uint8Array[]
  }): true | Refusal
  /** That the later tree is the earlier one with entries appended. */
  consistent(claim: {
    readonly first: OpenedCheckpoint
    readonly second: OpenedCheckpoint
    readonly path: readonly Uint8Array[]
  }): true | Refusal
}
