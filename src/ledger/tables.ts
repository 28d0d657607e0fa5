import type { Generated } from 'kysely'
import type {
  AuditCauseTable,
  AuditEventTable,
  AuditEvidenceTable,
  AuditWindowTable,
  DeviceTokenTable,
} from './tables/audit.ts'
import type {
  IndexedDocumentTable,
  IndexedKeysTable,
  PostingTable,
} from './tables/statement-index.ts'

/** Rows as both engines hold them: JSON and times as text, flags as 0 or 1, hashes as bytes. */
export interface Tables {
  event: EventTable
  stream: StreamTable
  facet: FacetTable
  search_entry: SearchEntryTable
  command_key: CommandKeyTable
  leaf: LeafTable
  tile: TileTable
  checkpoint: CheckpointTable
  cosignature: CosignatureTable
  delivery: DeliveryTable
  reaction: ReactionTable
  stored_file: StoredFileTable
  statement: StatementTable
  source_file: SourceFileTable
  indexed_document: IndexedDocumentTable
  indexed_keys: IndexedKeysTable
  posting: PostingTable
  account: AccountTable
  session: SessionTable
  access_token: AccessTokenTable
  invitation: InvitationTable
  access_entry: AccessEntryTable
  person_key: PersonKeyTable
  erasure: ErasureTable
  destroyed_file: DestroyedFileTable
  report_sketch: ReportSketchTable
  audit_event: AuditEventTable
  audit_evidence: AuditEvidenceTable
  used_proof: UsedProofTable
  audit_cause: AuditCauseTable
  audit_window: AuditWindowTable
  device_token: DeviceTokenTable
}

export interface EventTable {
  /** Order of insertion on one machine; the tree has its own order (`leaf`). */
  position: Generated<number>
  id: string
  stream: string
  kind: string
  version: number
  type: string
  schema: number
  at: string
  actor: string
  on_behalf: string | null
  request_id: string
  payload: string
  signature: string | null
}

export interface StreamTable {
  stream: string
  kind: string
  human_id: string
  version: number
  state: string
  title: string
  status: string
  severity: number
  owner: string | null
  due_at: string
  opened_at: string
  updated_at: string
  /** 1 where only those named on the record may see it. */
  restricted: number
}

export interface FacetTable {
  stream: string
  kind: string
  name: string
  value: string
}

export interface SearchEntryTable {
  stream: string
  kind: string
  text: string
}

export interface CommandKeyTable {
  key: string
  stream: string
  version: number
  event_ids: string
  /** SHA-256 of the command, so that one key cannot serve two different requests. */
  fingerprint: string
  at: string
}

export interface LeafTable {
  idx: number
  event_id: string
  hash: Uint8Array
}

export interface TileTable {
  level: number
  idx: number
  hashes: Uint8Array
}

export interface CheckpointTable {
  size: number
  /** The size of the checkpoint before it; 0 for the first. */
  previous: number
  note: string
  at: string
  /** The log's signature over all of these: see `sealedText`. */
  seal: Uint8Array
}

/** A witness's word on a checkpoint; the latest one where it gave several. */
export interface CosignatureTable {
  size: number
  /** The witness's key. */
  name: string
  key_id: string
  /** Of the note, in base 64. */
  signature: string
  /** Seconds since 1970, as the witness says. */
  time: number
}

export interface DeliveryTable {
  id: string
  cause: string
  stream: string
  channel: string
  /** Sealed where it is an outsider's. */
  recipient: string
  content: string
  dedupe_key: string
  state: string
  attempts: number
  due_at: string
  claimed_until: string | null
  last_error: string | null
  created_at: string
  done_at: string | null
}

export interface ReactionTable {
  name: string
  /** Next leaf index to look at. */
  next: number
  /** JSON of the event that it could not deal with and why. */
  held: string | null
}

export interface StoredFileTable {
  hash: string
  size: number
  stored_at: string
}

/** Reference data: what a source of the library has, as it was found last. */
export interface SourceFileTable {
  /** The record of the source. */
  source: string
  /** The source's own name for the file. */
  file: string
  path: string
  /** While the source says this of the file, its bytes are the same. */
  mark: string
  /** Bytes, where the source says it. */
  size: number | null
  /** The day of its last change, or empty. */
  changed: string
  /** SHA-256 of the content; empty where it was never read. */
  hash: string
  /** The document; empty where it never became one. */
  document: string
  /** `there`, `gone`, `unread` or `left-out`. */
  standing: string
  /** Why it is unread or left out. */
  reason: string
}

/** Reference data: the passages of a document's revision, by the revision's hash. */
export interface StatementTable {
  document: string
  revision: string
  idx: number
  kind: string
  text: string
  location: string
  /** The same in every revision in which the statement stands; empty until it was looked for. */
  lineage: Generated<string>
}

export interface AccountTable {
  person: string
  login: string
  password: string
  totp_secret: string | null
  totp_last_step: number | null
  failed: number
  locked_until: string | null
}

export interface SessionTable {
  token_hash: string
  person: string
  created_at: string
  seen_at: string
  expires_at: string
}

export interface AccessTokenTable {
  token_hash: string
  id: string
  label: string
  person: string
  roles: string
  products: string
  created_at: string
  expires_at: string | null
  revoked_at: string | null
}

export interface InvitationTable {
  token_hash: string
  person: string | null
  roles: string
  created_at: string
  expires_at: string
  used_at: string | null
}

export interface AccessEntryTable {
  id: string
  what: string
  /** Null where nobody has the name that was given. */
  person: string | null
  first_at: string
  last_at: string
  times: number
}

export interface PersonKeyTable {
  person: string
  wrapped_key: Uint8Array
  created_at: string
}

export interface ErasureTable {
  person: string
  at: string
  reason: string
}

export interface DestroyedFileTable {
  hash: string
  at: string
  reason: string
  /** The redacted copy in its place. */
  replaced_by: string | null
}

/** A proof of work that was shown; gone when it has run out. */
export interface UsedProofTable {
  /** The signature of its challenge. */
  proof: string
  until: string
}

/** What a report's words are compared by, for finding duplicates: made after it was received. */
export interface ReportSketchTable {
  stream: string
  /** Empty where there is too little to compare, or its person was erased. */
  sketch: string
}
