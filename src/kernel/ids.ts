import { type Refusal, refuse } from './result.ts'

declare const brand: unique symbol
/** A string that only its own parser can make: a case id cannot pass for a report id. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export type StreamId = Branded<'StreamId'>
export type EventId = Branded<'EventId'>
export type FileHash = Branded<'FileHash'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, then randomness. */
export const uuidv7 = (milliseconds: number, random: Uint8Array): string => {
  if (random.length < 10) throw new Error('uuidv7 needs 10 random bytes')
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0 || milliseconds >= 2 ** 48)
    throw new Error('uuidv7 needs a time in milliseconds since 1970')
  const bytes = new Uint8Array(16)
  let rest = milliseconds
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  return uuidOf(bytes, 7)
}

/**
 * UUIDv5 (RFC 9562 section 5.5): the same for the same SHA-1 of a namespace and a name. It names
 * things for others' formats; it is no proof of anything.
 */
export const uuidv5 = (sha1: Uint8Array): string => {
  if (sha1.length !== 20) throw new Error('uuidv5 needs a SHA-1 of 20 bytes')
  return uuidOf(sha1.slice(0, 16), 5)
}

const uuidOf = (bytes: Uint8Array, version: 5 | 7): string => {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const text = hex(bytes)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

export const hex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += pairs[byte]
  return text
}

/** Each request makes several ids: their digits are written out once. */
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// The casts below are the parsers of the branded ids: each checks the form first.
export const parseStreamId = (text: string): StreamId | Refusal =>
  uuid.test(text) ? (text as StreamId) : refuse('id/not-a-stream', 'This is not a record id.')

export const parseEventId = (text: string): EventId | Refusal =>
  uuid.test(text) ? (text as EventId) : refuse('id/not-an-event', 'This is not an event id.')

export const parseFileHash = (text: string): FileHash | Refusal =>
  /^[0-9a-f]{64}$/.test(text)
    ? (text as FileHash)
    : refuse('id/not-a-file-hash', 'A file is named by its SHA-256 in 64 lower-case hex digits.')

/** The id a person reads, writes and quotes: RPT-2026-0007. */
export const humanId = (prefix: string, year: number, number: number): string =>
  `${prefix}-${year}-${String(number).padStart(4, '0')}`

export const looksLikeHumanId = (text: string): boolean => /^[A-Z]{2,8}-\d{4}-\d{4,9}$/.test(text)
