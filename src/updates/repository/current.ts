import { Metadata, MetadataKind, type TargetFile } from '@tufjs/models'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import {
  loadNewestRoot,
  loadTrustedMetadata,
  type TrustedMetadata,
  type TrustInput,
} from '../verify/client.ts'
import type { SignedMetadata } from '../verify/metadata.ts'
import type { Root, Targets, WithdrawnUpdate } from '../verify/schemas.ts'
import type { RepositoryKeys, RoleName } from './keys.ts'
import { nodeVerifyCrypto } from './node-crypto.ts'
import type { PublicTree } from './public-tree.ts'

/** What stands in the public tree, checked: nothing is signed on top of what does not verify. */
export interface RepositoryState {
  readonly trusted: TrustedMetadata
  readonly root: SignedMetadata<Root>
  /** A new root was written, but the process ended before the rest was signed under it. */
  readonly interrupted: boolean
}

/**
 * Reads the repository in the tree by the client's own workflow, from its first root, taking
 * expired metadata since it is about to be signed again. Refuses with `updates/no-repository`, or
 * a `tuf/` code when a file in the tree was changed.
 */
export const readRepository = async (tree: PublicTree): Promise<RepositoryState | Refusal> => {
  const trustedRoot = await tree.read('metadata/1.root.json')
  if (trustedRoot === undefined)
    return refuse(
      'updates/no-repository',
      'Create the update repository first; if there was one, restore its folder.',
    )
  const input: TrustInput = {
    trustedRoot,
    read: (name) => tree.read(`metadata/${name}`),
    // The beginning of time: nothing has expired yet.
    now: 0,
    crypto: nodeVerifyCrypto,
  }
  const root = await loadNewestRoot(input)
  if (isRefusal(root)) return root
  const trusted = await loadTrustedMetadata(input)
  if (!isRefusal(trusted)) return { trusted, root, interrupted: false }
  if (root.content.version === 1) return trusted
  const before = await loadTrustedMetadata({ ...input, lastRootVersion: root.content.version - 1 })
  // When the root before it does not lead to a whole state either, the first answer is the news.
  return isRefusal(before) ? trusted : { trusted: before, root, interrupted: true }
}

/** Undefined when the keys are those that the root lists, and enough; else `updates/other-keys`. */
export const checkKeys = (
  root: SignedMetadata<Root>,
  keys: Partial<RepositoryKeys>,
): Refusal | undefined => {
  for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
    const given = keys[role]
    if (given === undefined) continue
    const { keyids, threshold } = root.content.roles[role]
    const ids = new Set(given.map((key) => key.keyId))
    if (ids.size >= threshold && [...ids].every((keyId) => keyids.includes(keyId))) continue
    return otherKeys(role, root, threshold)
  }
  return undefined
}

const otherKeys = (role: RoleName, root: SignedMetadata<Root>, threshold: number): Refusal =>
  refuse(
    'updates/other-keys',
    `Use the ${role} keys that ${root.file} lists, at least ${threshold} of them: these would not be accepted.`,
    { role, threshold, listed: root.content.roles[role].keyids },
  )

/** What targets metadata lists: the files that are offered, and the updates that no longer are. */
export interface Listed {
  readonly targets: Readonly<Record<string, TargetFile>>
  readonly withdrawn: readonly WithdrawnUpdate[]
}

/** What verified metadata lists: whoever signs the next version carries all of it on. */
export const listedIn = (metadata: SignedMetadata<Targets>): Listed => ({
  targets: targetsOf(metadata),
  withdrawn: metadata.content['x-vulnerary-withdrawn'] ?? [],
})

/** The targets in verified metadata, as @tufjs/models holds them. */
const targetsOf = (metadata: SignedMetadata<Targets>): Readonly<Record<string, TargetFile>> => {
  // The bytes were parsed and verified to get here; this only reads them once more for the model.
  const json = JSON.parse(new TextDecoder().decode(metadata.bytes))
  return Metadata.fromJSON(MetadataKind.Targets, json).signed.targets
}

/** The versions of a consistent snapshot. */
export type Versions = Readonly<Record<RoleName, number>>

/** Those of the next one, under the newest root. */
export const nextVersions = ({ root, trusted }: RepositoryState): Versions => ({
  root: root.content.version,
  targets: trusted.targets.content.version + 1,
  snapshot: trusted.snapshot.content.version + 1,
  timestamp: trusted.timestamp.content.version + 1,
})

/** Guards against another process that wrote meanwhile; a lock of the caller's makes it certain. */
export const checkUnchanged = async (
  tree: PublicTree,
  state: RepositoryState,
): Promise<Refusal | undefined> => {
  const now = await tree.read('metadata/timestamp.json')
  const before = state.trusted.timestamp.bytes
  if (now !== undefined && Buffer.from(now).equals(before)) return undefined
  return refuse('updates/changed-meanwhile', 'Try again: somebody else published meanwhile.')
}
