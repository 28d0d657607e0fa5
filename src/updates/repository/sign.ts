import { createHash } from 'node:crypto'
import { Metadata, MetaFile, type Root, Snapshot, Targets, Timestamp } from '@tufjs/models'
import { canonicalJson, utf8 } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { timeText } from '../verify/checks.ts'
import type { WithdrawnUpdate } from '../verify/schemas.ts'
import type { Listed } from './current.ts'
import { type RepositoryKeys, type RoleKey, type RoleName, signerOf } from './keys.ts'
import type { PublicTree } from './public-tree.ts'

/** How long each role's metadata stays good after it is signed, in milliseconds. */
export type Lifetimes = Readonly<Record<RoleName, number>>

const day = 86_400_000

/**
 * The timestamp says how old news may be; it is signed again by the server (`refreshTimestamp`), so
 * it can be short. A hospital that carries an update across an air gap needs it longer than a day.
 */
export const defaultLifetimes: Lifetimes = {
  root: 730 * day,
  targets: 365 * day,
  snapshot: 90 * day,
  timestamp: 30 * day,
}

/** The version of the specification that our metadata is written in. */
const specVersion = '1.0.31'

/** What every role's metadata holds (TUF section 4.3), for the constructors of @tufjs/models. */
export const commonFields = (role: RoleName, version: number, now: number, lives: Lifetimes) => ({
  specVersion,
  version,
  expires: timeText(now + lives[role]),
})

/** Signs with every key and writes the one form (see `exactFormField` in verify/metadata.ts). */
export const signedBytes = (
  signed: Root | Targets | Snapshot | Timestamp,
  keys: readonly RoleKey[],
): Uint8Array => {
  const metadata = new Metadata(signed)
  for (const key of keys) metadata.sign(signerOf(key))
  return utf8(canonicalJson(metadata.toJSON()))
}

/** The versions of a consistent snapshot, and when the roles of it run out. */
export interface SignedState {
  readonly targets: SignedRole
  readonly snapshot: SignedRole
  readonly timestamp: SignedRole
}

export interface SignedRole {
  readonly version: number
  readonly bytes: Uint8Array
}

/** New targets metadata and, over it, the next snapshot and timestamp (TUF sections 6.3.1 to 6.3.3). */
export const signState = (
  { targets, withdrawn }: Listed,
  versions: { readonly targets: number; readonly snapshot: number; readonly timestamp: number },
  keys: Pick<RepositoryKeys, 'targets' | 'snapshot' | 'timestamp'>,
  now: number,
  lives: Lifetimes,
): SignedState | Refusal => {
  const newTargets = new Targets({
    ...commonFields('targets', versions.targets, now, lives),
    targets: { ...targets },
    ...(withdrawn.length === 0
      ? {}
      : { unrecognizedFields: { 'x-vulnerary-withdrawn': withdrawn.map(plainWithdrawn) } }),
  })
  const signed = signWithin(newTargets, keys.targets)
  if (isRefusal(signed)) return signed
  return {
    targets: { version: versions.targets, bytes: signed },
    ...signSnapshot(signed, versions, keys, now, lives),
  }
}

/** The snapshot over targets metadata, and the timestamp over it. */
export const signSnapshot = (
  targets: Uint8Array,
  versions: { readonly targets: number; readonly snapshot: number; readonly timestamp: number },
  keys: Pick<RepositoryKeys, 'snapshot' | 'timestamp'>,
  now: number,
  lives: Lifetimes,
): Pick<SignedState, 'snapshot' | 'timestamp'> => {
  const snapshot = signedBytes(
    new Snapshot({
      ...commonFields('snapshot', versions.snapshot, now, lives),
      meta: { 'targets.json': metaFile(targets, versions.targets) },
    }),
    keys.snapshot,
  )
  return {
    snapshot: { version: versions.snapshot, bytes: snapshot },
    timestamp: signTimestamp(snapshot, versions, keys, now, lives),
  }
}

export const signTimestamp = (
  snapshot: Uint8Array,
  versions: { readonly snapshot: number; readonly timestamp: number },
  keys: Pick<RepositoryKeys, 'timestamp'>,
  now: number,
  lives: Lifetimes,
): SignedRole => ({
  version: versions.timestamp,
  bytes: signedBytes(
    new Timestamp({
      ...commonFields('timestamp', versions.timestamp, now, lives),
      snapshotMeta: metaFile(snapshot, versions.snapshot),
    }),
    keys.timestamp,
  ),
})

/**
 * Writes what is new in an order in which a reader never meets a file that names one not yet there
 * (TUF section 6.2.1): targets, snapshot, the new root if any, and the timestamp last.
 */
export const writeState = async (
  tree: PublicTree,
  state: Partial<SignedState> & Pick<SignedState, 'timestamp'> & { readonly root?: SignedRole },
): Promise<void> => {
  for (const role of ['targets', 'snapshot', 'root'] as const) {
    const signed = state[role]
    if (signed !== undefined)
      await tree.write(`metadata/${signed.version}.${role}.json`, signed.bytes)
  }
  await tree.write('metadata/timestamp.json', state.timestamp.bytes)
}

/** Without members that are undefined: JSON has none. */
const plainWithdrawn = ({ updateId, product, reason, at, instead, files }: WithdrawnUpdate) => {
  const one = {
    updateId,
    product,
    reason,
    at,
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
  }
  return instead === undefined
    ? one
    : { ...one, instead: { updateId: instead.updateId, revision: instead.revision } }
}

const signWithin = (signed: Targets, keys: readonly RoleKey[]): Uint8Array | Refusal => {
  const bytes = signedBytes(signed, keys)
  if (bytes.length <= limits.tuf.targetsBytes) return bytes
  return refuse(
    'updates/repository-full',
    `Put the files in archives: the list of all files would pass ${limits.tuf.targetsBytes} bytes.`,
  )
}

const metaFile = (bytes: Uint8Array, version: number): MetaFile =>
  new MetaFile({
    version,
    length: bytes.length,
    hashes: { sha256: createHash('sha256').update(bytes).digest('hex') },
  })
