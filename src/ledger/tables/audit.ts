/** What devices log: bulky, encrypted, with retention. */
export interface AuditEventTable {
  /** UUIDv7 of the moment it came in: its order is the order of arrival. */
  id: string
  content: Uint8Array
  /** Its type, and a keyed hash of its source; null of what is older than these columns. */
  kind: string | null
  source_key: string | null
}

/** Copies of the events that raised an indicator. */
export interface AuditEvidenceTable {
  evidence_set: string
  idx: number
  /** The event's id, under which its content was encrypted. */
  event: string
  /** SHA-256 of the event's canonical JSON, which stands in the ledger. */
  hash: string
  content: Uint8Array
}

/** What is counted of one cause of one rule. */
export interface AuditCauseTable {
  /** Keyed hash of rule and cause. */
  cause: string
  version: number
  touched: string
  /** `CauseState` as JSON: ids of events and moments, no name. */
  content: string
}

/** Indicators whose window is open, by their set of evidence; encrypted. */
export interface AuditWindowTable {
  evidence_set: string
  due: string
  content: Uint8Array
}

/** The one token of a device: its hash. */
export interface DeviceTokenTable {
  token_hash: string
  device: string
  expires_at: string
}
