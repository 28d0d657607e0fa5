import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { TrustInput } from './client.ts'
import { parseMetadata, type SignedMetadata } from './metadata.ts'
import { refuseFile } from './refusals.ts'
import {
  type Root,
  type Snapshot,
  snapshotSchema,
  type Timestamp,
  timestampSchema,
} from './schemas.ts'
import { authorityOf, checkThreshold } from './signatures.ts'

/** What the caller kept from an earlier verification, as bytes. */
export interface TrustedBefore {
  readonly timestamp?: Uint8Array
  readonly snapshot?: Uint8Array
}

/** Section 5.4.3: neither the timestamp nor the snapshot that it names may be older than before. */
export const checkTimestampRollback = (
  next: SignedMetadata<Timestamp>,
  initial: SignedMetadata<Root>,
  root: SignedMetadata<Root>,
  input: TrustInput,
): Refusal | undefined => {
  const bytes = input.before?.timestamp
  if (bytes === undefined || isRotated(initial, root)) return undefined
  const file = 'timestamp.json (trusted before)'
  const before = parseMetadata(file, bytes, timestampSchema, '5.4.3', limits.tuf.timestampBytes)
  if (isRefusal(before)) return before
  const signers = checkThreshold(before, authorityOf(initial, 'timestamp'), input.crypto, '5.4.3')
  if (isRefusal(signers)) return signers
  return (
    older(next.file, next.content.version, before.content.version, '5.4.3.1') ??
    older(
      `${next.file} (snapshot.json in it)`,
      next.content.meta['snapshot.json'].version,
      before.content.meta['snapshot.json'].version,
      '5.4.3.2',
    )
  )
}

/** Section 5.5.5: every targets metadata file is still listed, and none of them is older. */
export const checkSnapshotRollback = (
  next: SignedMetadata<Snapshot>,
  initial: SignedMetadata<Root>,
  root: SignedMetadata<Root>,
  input: TrustInput,
): Refusal | undefined => {
  const bytes = input.before?.snapshot
  if (bytes === undefined || isRotated(initial, root)) return undefined
  const file = 'snapshot.json (trusted before)'
  const before = parseMetadata(file, bytes, snapshotSchema, '5.5.5', limits.tuf.snapshotBytes)
  if (isRefusal(before)) return before
  const signers = checkThreshold(before, authorityOf(initial, 'snapshot'), input.crypto, '5.5.5')
  if (isRefusal(signers)) return signers
  for (const [name, meta] of before.content.meta) {
    const now = next.content.meta.get(name)
    if (now === undefined)
      return refuseFile(
        'tuf/rollback',
        next.file,
        '5.5.5',
        `no longer lists ${name.slice(0, 200)}, which it did before.`,
      )
    const rollback = older(`${next.file} (${name.slice(0, 200)} in it)`, now.version, meta.version)
    if (rollback !== undefined) return rollback
  }
  return undefined
}

/**
 * Section 5.3.11: after a rotation of the timestamp or snapshot keys what was trusted before is
 * dropped, so that a repository can recover from versions that an attacker drove up.
 */
const isRotated = (initial: SignedMetadata<Root>, root: SignedMetadata<Root>): boolean =>
  (['timestamp', 'snapshot'] as const).some((role) => {
    const [one, other] = [initial.content.roles[role].keyids, root.content.roles[role].keyids]
    return one.length !== other.length || !one.every((keyId) => other.includes(keyId))
  })

const older = (
  file: string,
  actual: number,
  trusted: number,
  step = '5.5.5',
): Refusal | undefined =>
  actual >= trusted
    ? undefined
    : refuseFile(
        'tuf/rollback',
        file,
        step,
        `is version ${actual}, but version ${trusted} was trusted before: an older state is offered.`,
        { expected: `at least ${trusted}`, actual },
      )
