import { hex } from '../../kernel/ids.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { VerifyCrypto } from './crypto.ts'
import type { SignedMetadata } from './metadata.ts'
import { refuseFile, type TufRefusalCode } from './refusals.ts'

/** The checks that several steps of the client workflow share; each is undefined when it holds. */

/** The freeze checks 5.3.10, 5.4.4, 5.5.6, 5.6.5: the expiry must be higher than the start time. */
export const checkFresh = (
  metadata: SignedMetadata<{ readonly expires: number }>,
  now: number,
  step: string,
): Refusal | undefined => {
  const { expires } = metadata.content
  // Written so that a start time that is not a number reads as expired.
  if (expires > now) return undefined
  return refuseFile(
    'tuf/expired',
    metadata.file,
    step,
    `expired at ${timeText(expires)}. Fetch the newest metadata: there may be a newer update.`,
    { expires: timeText(expires), now: timeText(now) },
  )
}

export const checkVersion = (
  metadata: SignedMetadata<{ readonly version: number }>,
  expected: number,
  code: TufRefusalCode,
  step: string,
): Refusal | undefined => {
  const actual = metadata.content.version
  if (actual === expected) return undefined
  return refuseFile(
    code,
    metadata.file,
    step,
    `is version ${actual} where version ${expected} is due: an older or other state is offered.`,
    { expected, actual },
  )
}

/**
 * Length and hashes as another, trusted file lists them (5.5.2, 5.6.2). What is not listed is not
 * checked; of the algorithms listed at least one must be known.
 */
export const checkHashes = (
  file: string,
  bytes: Uint8Array,
  listed: { readonly length?: number | undefined; readonly hashes?: HashMap | undefined },
  crypto: VerifyCrypto,
  step: string,
  by: string,
): Refusal | undefined => {
  const wrongLength =
    listed.length === undefined
      ? undefined
      : compareLength(file, bytes.length, listed.length, step, by)
  if (wrongLength !== undefined || listed.hashes === undefined) return wrongLength
  const actual = {
    sha256: listed.hashes.has('sha256') ? hex(crypto.sha256(bytes)) : undefined,
    sha512:
      listed.hashes.has('sha512') && crypto.sha512 !== undefined
        ? hex(crypto.sha512(bytes))
        : undefined,
  }
  return compareHashes(file, actual, listed.hashes, step, by)
}

export type HashMap = ReadonlyMap<string, string>

export const compareLength = (
  file: string,
  actual: number,
  expected: number,
  step: string,
  by: string,
): Refusal | undefined =>
  actual === expected
    ? undefined
    : refuseFile(
        'tuf/length-mismatch',
        file,
        step,
        `has ${actual} bytes where ${by} lists ${expected}: it was changed or cut. Fetch it again.`,
        { expected, actual, by },
      )

/** Compares digests in lower-case hexadecimal with those that `by` lists. */
export const compareHashes = (
  file: string,
  actual: { readonly sha256: string | undefined; readonly sha512: string | undefined },
  listed: HashMap,
  step: string,
  by: string,
): Refusal | undefined => {
  let compared = 0
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const expected = listed.get(algorithm)
    const found = actual[algorithm]
    if (expected === undefined || found === undefined) continue
    compared++
    if (expected !== found)
      return refuseFile(
        'tuf/hash-mismatch',
        file,
        step,
        `has another ${algorithm} than ${by} lists: it was changed. Do not use it; fetch it again.`,
        { algorithm, expected, actual: found, by },
      )
  }
  if (compared > 0) return undefined
  return refuseFile(
    'tuf/unsupported',
    file,
    step,
    `${by} lists no hash that this program knows (SHA-256, SHA-512).`,
    { listed: [...listed.keys()].slice(0, 10).map((name) => name.slice(0, 50)) },
  )
}

/** ISO 8601 in UTC without a fraction; says so when a number is no time. */
export const timeText = (milliseconds: number): string =>
  Math.abs(milliseconds) <= 8.64e15
    ? new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
    : 'no valid time'
