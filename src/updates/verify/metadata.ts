import { canonicalize } from '@tufjs/canonical-json'
import type { z } from 'zod'
import { canonicalJson, type Json, utf8 } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import { refuseFile } from './refusals.ts'
import { envelopeSchema } from './schemas.ts'

/** One metadata file, read but not yet trusted. */
export interface SignedMetadata<T> {
  /** The name to blame: `3.targets.json`. */
  readonly file: string
  readonly bytes: Uint8Array
  readonly content: T
  /** What the signatures cover: the canonical form of `signed` (TUF section 4.2.1). */
  readonly message: Uint8Array
  readonly signatures: readonly MetadataSignature[]
  /** Whether the bytes are the one form that our repositories write, see `exactFormField`. */
  readonly exact: boolean
}

interface MetadataSignature {
  readonly keyId: string
  readonly signature: Uint8Array
}

/**
 * A TUF signature covers the content and not the bytes: white space, the order of members and
 * members outside `signed` can be changed and the file still verifies. A root that has this signed
 * field set to true promises that every metadata file is written in RFC 8785 form, has no members
 * but `signed` and `signatures`, and no signature that does not count. Then every single changed
 * byte is found, and a hospital that compares two copies by hash sees the same.
 */
export const exactFormField = 'x-vulnerary-exact-form'

/**
 * Parses a metadata file against the schema of its role. Refuses with `tuf/too-large` or
 * `tuf/malformed`; floating-point numbers, duplicate members and times that are no times are
 * malformed. `maxBytes` is the limit for that role.
 */
export const parseMetadata = <Schema extends z.ZodType>(
  file: string,
  bytes: Uint8Array,
  schema: Schema,
  step: string,
  maxBytes: number,
): SignedMetadata<z.output<Schema>> | Refusal => {
  if (bytes.length > maxBytes)
    return refuseFile('tuf/too-large', file, step, `is larger than ${maxBytes} bytes.`, {
      limit: maxBytes,
    })
  const malformed = (why: string, evidence?: Readonly<Record<string, unknown>>) =>
    refuseFile(
      'tuf/malformed',
      file,
      step,
      `is not TUF metadata (${why.slice(0, limits.text.line)}). Fetch it again.`,
      evidence,
    )
  const json = parseStrictJsonBytes(bytes, {
    bytes: maxBytes,
    depth: limits.json.depth,
    nodes: limits.tuf.nodes,
  })
  if (isRefusal(json)) return malformed(json.message, json.details)
  const envelope = envelopeSchema.safeParse(json)
  if (!envelope.success) return malformed(firstIssue(envelope.error))
  const signed = memberOf(json, 'signed')
  const content = schema.safeParse(signed)
  if (!content.success) return malformed(firstIssue(content.error))
  if (!onlyIntegers(signed)) return malformed('a number is not an integer')
  return {
    file,
    bytes,
    content: content.data,
    message: canonicalBytes(signed),
    signatures: envelope.data.signatures.map(({ keyid, sig }) => ({
      keyId: keyid,
      signature: bytesOfHex(sig),
    })),
    exact: isExactForm(json, bytes),
  }
}

/** OLPC canonical JSON, in which TUF signs and names keys (sections 4.1 and 4.2.1). */
export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalize(value))

/** Reads lower-case hexadecimal that a schema has already checked. */
export const bytesOfHex = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16)
  return bytes
}

const isExactForm = (json: Json, bytes: Uint8Array): boolean => {
  const members = typeof json === 'object' && json !== null ? Object.keys(json) : []
  return members.length === 2 && sameBytes(utf8(canonicalJson(json)), bytes)
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const memberOf = (json: Json, name: string): Json => {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  return Object.entries(json).find(([member]) => member === name)?.[1] ?? null
}

/** Canonical JSON has no other numbers, and 1e400 or 0.1 has no one spelling. */
const onlyIntegers = (value: Json): boolean => {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(onlyIntegers)
}

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0]
  if (issue === undefined) return 'unknown'
  const where = issue.path.map(String).join('.')
  return `${where === '' ? '' : `${where}: `}${issue.message}`
}
