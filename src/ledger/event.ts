import type { Json } from '../kernel/canonical-json.ts'
import type { EventId, StreamId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'

/** What an electronic signature adds to a fact (21 CFR 11.50): who, when, and what it means. */
export interface Signature {
  readonly name: string
  readonly at: Instant
  readonly meaning: string
}

/** A fact as it is about to be appended: its type names it, the rest is its payload. */
export interface NewEvent {
  readonly type: string
  readonly schema?: number
}

/** A fact as it stands in the ledger. The Merkle leaf is the canonical JSON of exactly this. */
export interface RecordedEvent {
  readonly id: EventId
  readonly stream: StreamId
  readonly kind: string
  readonly version: number
  readonly type: string
  readonly schema: number
  readonly at: Instant
  readonly actor: string
  readonly onBehalfOf: string | null
  readonly requestId: string
  readonly payload: { readonly [name: string]: Json }
  readonly signature: Signature | null
}
