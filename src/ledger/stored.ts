import type { Selectable } from 'kysely'
import { canonicalJson, type Json, utf8 } from '../kernel/canonical-json.ts'
import type { EventId, StreamId } from '../kernel/ids.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import type { Instant } from '../kernel/time.ts'
import type { RecordedEvent, Signature } from './event.ts'
import type { CheckpointTable, EventTable } from './tables.ts'

/** The one place where rows become events and back; both engines keep JSON as text. */
export const eventOfRow = (row: Omit<Selectable<EventTable>, 'position'>): RecordedEvent => ({
  // Our own writer made these columns from the branded types; the ledger check finds any other.
  id: row.id as EventId,
  stream: row.stream as StreamId,
  kind: row.kind,
  version: row.version,
  type: row.type,
  schema: row.schema,
  at: row.at as Instant,
  actor: row.actor,
  onBehalfOf: row.on_behalf,
  requestId: row.request_id,
  payload: parseOwnJson(row.payload) as RecordedEvent['payload'],
  signature: row.signature === null ? null : (JSON.parse(row.signature) as Signature),
})

const texts = new WeakMap<RecordedEvent['payload'], string>()

/** A payload from its canonical JSON, which then need not be written again to be kept. */
export const payloadOf = (text: string): RecordedEvent['payload'] => {
  // The text of an object, as every payload is.
  const payload = parseOwnJson(text) as RecordedEvent['payload']
  texts.set(payload, text)
  return payload
}

export const rowOfEvent = (event: RecordedEvent) => ({
  id: event.id,
  stream: event.stream,
  kind: event.kind,
  version: event.version,
  type: event.type,
  schema: event.schema,
  at: event.at,
  actor: event.actor,
  on_behalf: event.onBehalfOf,
  request_id: event.requestId,
  payload: texts.get(event.payload) ?? canonicalJson(event.payload),
  signature: event.signature === null ? null : canonicalJson({ ...event.signature }),
})

/** The Merkle leaf's entry: UTF-8 of the event's canonical JSON (RFC 8785). */
export const leafEntry = (event: RecordedEvent): Uint8Array => {
  const { signature, ...rest } = event
  const entry: Record<string, Json> = {
    ...rest,
    signature: signature === null ? null : { ...signature },
  }
  return utf8(canonicalJson(entry))
}

/**
 * The same bytes as `leafEntry(eventOfRow(row))`, where the row holds canonical JSON as our own
 * writer left it; where it does not, other bytes, which no leaf stands for. It parses nothing.
 */
export const leafEntryOfRow = (row: Omit<Selectable<EventTable>, 'position'>): Uint8Array => {
  const text = (value: string) => JSON.stringify(value)
  const orNull = (value: string | null) => (value === null ? 'null' : text(value))
  // The members in the order of RFC 8785 section 3.2.3.
  return utf8(
    `{"actor":${text(row.actor)},"at":${text(row.at)},"id":${text(row.id)},"kind":${text(row.kind)},"onBehalfOf":${orNull(row.on_behalf)},"payload":${row.payload},"requestId":${text(row.request_id)},"schema":${row.schema},"signature":${row.signature ?? 'null'},"stream":${text(row.stream)},"type":${text(row.type)},"version":${row.version}}`,
  )
}

/** What the seal of a checkpoint's row covers: its note, its time, and which one was before it. */
export const sealedText = ({
  previous,
  note,
  at,
}: Pick<CheckpointTable, 'previous' | 'note' | 'at'>): Uint8Array =>
  utf8(canonicalJson(['vulnerary/checkpoint-row', Number(previous), note, at]))

export const eventColumns = [
  'id',
  'stream',
  'kind',
  'version',
  'type',
  'schema',
  'at',
  'actor',
  'on_behalf',
  'request_id',
  'payload',
  'signature',
] as const
