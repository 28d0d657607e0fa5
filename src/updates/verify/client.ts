import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { checkFresh, checkHashes, checkVersion } from './checks.ts'
import type { VerifyCrypto } from './crypto.ts'
import { parseMetadata, type SignedMetadata } from './metadata.ts'
import { checkSnapshotRollback, checkTimestampRollback, type TrustedBefore } from './previous.ts'
import { refuseFile } from './refusals.ts'
import {
  type Root,
  rootSchema,
  type Snapshot,
  snapshotSchema,
  type Targets,
  type Timestamp,
  targetsSchema,
  timestampSchema,
} from './schemas.ts'
import {
  type Authority,
  authorityOf,
  checkExact,
  checkKeyIds,
  checkThreshold,
} from './signatures.ts'

/**
 * Reads a metadata file by its name (`2.root.json`, `timestamp.json`), undefined where there is
 * none. It need not read more than `maxBytes` + 1 bytes. Names of delegated roles come
 * percent-encoded, so that a name never holds a path separator.
 */
export type MetadataReader = (name: string, maxBytes: number) => Promise<Uint8Array | undefined>

export interface TrustInput {
  readonly trustedRoot: Uint8Array
  readonly read: MetadataReader
  /** Milliseconds since 1970, the fixed start time of section 5.1. */
  readonly now: number
  readonly crypto: VerifyCrypto
  /** Metadata trusted on an earlier occasion, which must not be newer than what is read. */
  readonly before?: TrustedBefore
  /**
   * Takes key ids as mere names (TAP 12). By default a key id must be the hash of its key, as
   * section 4.3 demands; some repositories of others do not follow it.
   */
  readonly opaqueKeyIds?: boolean
  /** Follows no root beyond this version; for a repository that mends an interrupted rotation. */
  readonly lastRootVersion?: number
}

export interface TrustedMetadata {
  readonly root: SignedMetadata<Root>
  readonly timestamp: SignedMetadata<Timestamp>
  readonly snapshot: SignedMetadata<Snapshot>
  readonly targets: SignedMetadata<Targets>
  /** Key ids that signed the targets metadata. */
  readonly targetsSignedBy: readonly string[]
}

/**
 * The TUF 1.0 client workflow up to the trusted top-level targets metadata, sections 5.1 to 5.6.6,
 * without persisting anything. Refuses with a `tuf/` code; `details.file` names the file.
 */
export const loadTrustedMetadata = async (
  input: TrustInput,
): Promise<TrustedMetadata | Refusal> => {
  const initial = loadTrustedRoot(input) // 5.2
  if (isRefusal(initial)) return initial
  const root = await updateRoot(initial, input) // 5.3
  if (isRefusal(root)) return root
  const timestamp = await updateTimestamp(initial, root, input) // 5.4
  if (isRefusal(timestamp)) return timestamp
  const snapshot = await updateSnapshot(initial, root, timestamp, input) // 5.5
  if (isRefusal(snapshot)) return snapshot
  const targets = await updateTargets(root, snapshot, input) // 5.6
  if (isRefusal(targets)) return targets
  return { root, timestamp, snapshot, targets: targets.metadata, targetsSignedBy: targets.signers }
}

/** Sections 5.2 and 5.3 alone: the newest root that the trusted one leads to. */
export const loadNewestRoot = async (
  input: TrustInput,
): Promise<SignedMetadata<Root> | Refusal> => {
  const initial = loadTrustedRoot(input)
  return isRefusal(initial) ? initial : updateRoot(initial, input)
}

const loadTrustedRoot = (input: TrustInput): SignedMetadata<Root> | Refusal => {
  const root = parseRoot('root.json (the trusted root)', input.trustedRoot, '5.2', input)
  if (isRefusal(root)) return root
  const self = authorityOf(root, 'root')
  // Section 5.2 takes the file as it is; a root that does not verify itself was damaged on the way.
  const signers = checkThreshold(root, self, input.crypto, '5.2')
  if (isRefusal(signers)) return signers
  return exactly(root, root, [self], input, '5.2') ?? root
}

const updateRoot = async (
  initial: SignedMetadata<Root>,
  input: TrustInput,
): Promise<SignedMetadata<Root> | Refusal> => {
  let trusted = initial
  const last = input.lastRootVersion ?? Number.POSITIVE_INFINITY
  for (let rotation = 0; rotation < limits.tuf.rootRotations; rotation++) {
    const version = trusted.content.version + 1 // 5.3.2
    if (version > last) break
    const file = `${version}.root.json`
    const bytes = await input.read(file, limits.tuf.rootBytes) // 5.3.3
    if (bytes === undefined) break
    const next = parseRoot(file, bytes, '5.3.3', input)
    if (isRefusal(next)) return next
    // 5.3.4: signed by a threshold of the keys of version N, and of its own.
    const authorities = [authorityOf(trusted, 'root'), authorityOf(next, 'root')]
    for (const authority of authorities) {
      const signers = checkThreshold(next, authority, input.crypto, '5.3.4')
      if (isRefusal(signers)) return signers
    }
    const altered = exactly(next, trusted, authorities, input, '5.3.4')
    if (altered !== undefined) return altered
    const wrong = checkVersion(next, version, 'tuf/rollback', '5.3.5') // 5.3.5
    if (wrong !== undefined) return wrong
    trusted = next // 5.3.7, 5.3.9
  }
  return checkFresh(trusted, input.now, '5.3.10') ?? trusted
}

const updateTimestamp = async (
  initial: SignedMetadata<Root>,
  root: SignedMetadata<Root>,
  input: TrustInput,
): Promise<SignedMetadata<Timestamp> | Refusal> => {
  const file = 'timestamp.json'
  const bytes = await input.read(file, limits.tuf.timestampBytes) // 5.4.1
  if (bytes === undefined) return missing(file, '5.4.1')
  const next = parseMetadata(file, bytes, timestampSchema, '5.4.1', limits.tuf.timestampBytes)
  if (isRefusal(next)) return next
  const signers = checkRole(next, root, 'timestamp', input, '5.4.2') // 5.4.2
  if (isRefusal(signers)) return signers
  return (
    checkTimestampRollback(next, initial, root, input) ?? // 5.4.3
    checkFresh(next, input.now, '5.4.4') ?? // 5.4.4
    next
  )
}

const updateSnapshot = async (
  initial: SignedMetadata<Root>,
  root: SignedMetadata<Root>,
  timestamp: SignedMetadata<Timestamp>,
  input: TrustInput,
): Promise<SignedMetadata<Snapshot> | Refusal> => {
  const meta = timestamp.content.meta['snapshot.json']
  const file = versionedName('snapshot', meta.version, root)
  const bytes = await input.read(file, limits.tuf.snapshotBytes) // 5.5.1
  if (bytes === undefined) return missing(file, '5.5.1')
  const wrongHash = checkHashes(file, bytes, meta, input.crypto, '5.5.2', timestamp.file) // 5.5.2
  if (wrongHash !== undefined) return wrongHash
  const next = parseMetadata(file, bytes, snapshotSchema, '5.5.1', limits.tuf.snapshotBytes)
  if (isRefusal(next)) return next
  const signers = checkRole(next, root, 'snapshot', input, '5.5.3') // 5.5.3
  if (isRefusal(signers)) return signers
  return (
    checkVersion(next, meta.version, 'tuf/version-mismatch', '5.5.4') ?? // 5.5.4
    checkSnapshotRollback(next, initial, root, input) ?? // 5.5.5
    checkFresh(next, input.now, '5.5.6') ?? // 5.5.6
    next
  )
}

const updateTargets = async (
  root: SignedMetadata<Root>,
  snapshot: SignedMetadata<Snapshot>,
  input: TrustInput,
): Promise<{ metadata: SignedMetadata<Targets>; signers: readonly string[] } | Refusal> =>
  readTargetsRole('targets', authorityOf(root, 'targets'), root, snapshot, input)

/**
 * Sections 5.6.1 to 5.6.5 for the top-level targets role or a delegated one, whose authority is
 * then the delegation.
 */
export const readTargetsRole = async (
  roleName: string,
  authority: Authority,
  root: SignedMetadata<Root>,
  snapshot: SignedMetadata<Snapshot>,
  input: TrustInput,
): Promise<{ metadata: SignedMetadata<Targets>; signers: readonly string[] } | Refusal> => {
  const meta = snapshot.content.meta.get(`${roleName}.json`)
  const file = versionedName(encodeURIComponent(roleName), meta?.version ?? 1, root)
  if (meta === undefined)
    return refuseFile('tuf/missing-file', file, '5.6.1', `is not listed in ${snapshot.file}.`)
  const bytes = await input.read(file, limits.tuf.targetsBytes) // 5.6.1
  if (bytes === undefined) return missing(file, '5.6.1')
  const wrongHash = checkHashes(file, bytes, meta, input.crypto, '5.6.2', snapshot.file) // 5.6.2
  if (wrongHash !== undefined) return wrongHash
  const next = parseMetadata(file, bytes, targetsSchema, '5.6.1', limits.tuf.targetsBytes)
  if (isRefusal(next)) return next
  const delegated = next.content.delegations?.keys
  if (delegated !== undefined && input.opaqueKeyIds !== true) {
    const wrongId = checkKeyIds(file, delegated, input.crypto, '4.3')
    if (wrongId !== undefined) return wrongId
  }
  const signers = checkThreshold(next, authority, input.crypto, '5.6.3') // 5.6.3
  if (isRefusal(signers)) return signers
  return (
    exactly(next, root, [authority], input, '5.6.3') ??
    checkVersion(next, meta.version, 'tuf/version-mismatch', '5.6.4') ?? // 5.6.4
    checkFresh(next, input.now, '5.6.5') ?? { metadata: next, signers } // 5.6.5
  )
}

const parseRoot = (
  file: string,
  bytes: Uint8Array,
  step: string,
  input: TrustInput,
): SignedMetadata<Root> | Refusal => {
  const root = parseMetadata(file, bytes, rootSchema, step, limits.tuf.rootBytes)
  if (isRefusal(root) || input.opaqueKeyIds === true) return root
  return checkKeyIds(file, root.content.keys, input.crypto, '4.3') ?? root
}

const checkRole = (
  metadata: SignedMetadata<unknown>,
  root: SignedMetadata<Root>,
  role: 'timestamp' | 'snapshot',
  input: TrustInput,
  step: string,
): readonly string[] | Refusal => {
  const authority = authorityOf(root, role)
  const signers = checkThreshold(metadata, authority, input.crypto, step)
  if (isRefusal(signers)) return signers
  return exactly(metadata, root, [authority], input, step) ?? signers
}

const exactly = (
  metadata: SignedMetadata<unknown>,
  root: SignedMetadata<Root>,
  authorities: readonly Authority[],
  input: TrustInput,
  step: string,
): Refusal | undefined =>
  root.content['x-vulnerary-exact-form'] === true
    ? checkExact(metadata, authorities, input.crypto, step)
    : undefined

/** Section 5.3.12 and 6.2: with consistent snapshots a name starts with its version. */
const versionedName = (role: string, version: number, root: SignedMetadata<Root>): string =>
  root.content.consistent_snapshot ? `${version}.${role}.json` : `${role}.json`

const missing = (file: string, step: string): Refusal =>
  refuseFile(
    'tuf/missing-file',
    file,
    step,
    'is missing. Fetch the whole metadata folder of the update.',
  )
