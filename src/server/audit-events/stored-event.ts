import { createHash } from 'node:crypto'
import type { AuditEvent } from '../../formats/audit-event.ts'
import { canonicalJson, utf8 } from '../../kernel/canonical-json.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import type { Instant } from '../../kernel/time.ts'
import { decrypt, encrypt } from '../vault/sealed-text.ts'

/** An audit event on its way in. */
export interface Arrived {
  /** The way it came: `syslog`, `fhir`, `file` … */
  readonly via: string
  readonly event: AuditEvent
  /** The message as it came, as text. */
  readonly raw: string
}

/** An audit event as the table has it. */
export interface StoredEvent extends Arrived {
  /** UUIDv7: its randomness keeps the event's hash from being guessed. */
  readonly id: string
  readonly receivedAt: Instant
}

/** Encrypted at rest: backups and copies of the database tell nothing of users and patients. */
export const writeStored = (
  key: Uint8Array,
  stored: StoredEvent,
  random: RandomBytes,
): Uint8Array => encrypt(key, stored.id, utf8(JSON.stringify(stored)), random)

/** Throws where the row was changed or another master key wrote it. */
export const readStored = (key: Uint8Array, id: string, content: Uint8Array): StoredEvent => {
  const plain = decrypt(key, id, content)
  if (plain === undefined) throw new Error(`The audit event ${id} cannot be opened.`)
  // Our own writer, above, put it there.
  return JSON.parse(new TextDecoder().decode(plain)) as StoredEvent
}

/**
 * SHA-256 of the event's canonical JSON (RFC 8785), as it stands in the ledger. The event's id is in
 * it and not in the ledger, so nobody who guesses user and time can tell whether they guessed right.
 */
export const hashOfStored = ({ id, receivedAt, via, event, raw }: StoredEvent): string =>
  createHash('sha256')
    .update(canonicalJson({ id, receivedAt, via, event: { ...event }, raw }))
    .digest('hex')
