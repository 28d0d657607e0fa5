import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { SignedMetadata } from '../verify/metadata.ts'
import type { Root } from '../verify/schemas.ts'
import {
  checkKeys,
  checkUnchanged,
  listedIn,
  nextVersions,
  readRepository,
  type Versions,
} from './current.ts'
import { exclusively } from './exclusive.ts'
import { type RepositoryKeys, type RoleKey, roles } from './keys.ts'
import type { PublicTree } from './public-tree.ts'
import { rootNaming, type Thresholds } from './root.ts'
import { defaultLifetimes, type Lifetimes, signedBytes, signState, writeState } from './sign.ts'

/**
 * Replaces keys, or renews the root with the same ones (TUF section 6.1): version N+1 of the root,
 * signed by the root keys of version N and by its own, and everything else signed anew under it.
 * `signers` are the root keys in force. If the process ended half-way, the same call finishes.
 *
 * Thresholds that are not given stay as they are. Refuses as `publishUpdate` does, and with
 * `updates/threshold` when there are fewer keys than a threshold asks. Between writing the root and the timestamp, which is the next
 * write, a client may for a moment be told that the timestamp is not well signed.
 */
export const rotateRoot = (
  tree: PublicTree,
  signers: readonly RoleKey[],
  next: { readonly keys: RepositoryKeys; readonly thresholds?: Thresholds },
  now: number,
  lives: Lifetimes = defaultLifetimes,
): Promise<Versions | Refusal> =>
  exclusively(tree, async () => {
    const state = await readRepository(tree)
    if (isRefusal(state)) return state
    const thresholds = thresholdsOf(state.root, next.thresholds)
    const unmet = roles.find((role) => (thresholds[role] ?? 1) > next.keys[role].length)
    if (unmet !== undefined)
      return refuse(
        'updates/threshold',
        `Give ${thresholds[unmet]} ${unmet} keys, or lower the threshold of that role.`,
        { role: unmet },
      )
    const finishing = state.interrupted && names(state.root, next.keys)
    const version = state.root.content.version + (finishing ? 0 : 1)
    const versions = { ...nextVersions(state), root: version }
    const signed = signState(listedIn(state.trusted.targets), versions, next.keys, now, lives)
    if (isRefusal(signed)) return signed
    if (!finishing) {
      const wrongKeys = checkKeys(state.root, { root: signers })
      if (wrongKeys !== undefined) return wrongKeys
    }
    const changed = await checkUnchanged(tree, state)
    if (changed !== undefined) return changed
    const root = rootNaming(next.keys, thresholds, version, now, lives)
    const all = [...signers, ...next.keys.root]
    const distinct = new Map(all.map((key) => [key.keyId, key]))
    await writeState(
      tree,
      finishing
        ? signed
        : { ...signed, root: { version, bytes: signedBytes(root, [...distinct.values()]) } },
    )
    return versions
  })

/** What is not said stays as it was: a renewal must not quietly ask for fewer signatures. */
const thresholdsOf = (root: SignedMetadata<Root>, wanted: Thresholds = {}): Thresholds =>
  Object.fromEntries(
    roles.map((role) => [role, wanted[role] ?? root.content.roles[role].threshold]),
  )

const names = (root: SignedMetadata<Root>, keys: RepositoryKeys): boolean =>
  roles.every((role) => {
    const { keyids } = root.content.roles[role]
    return (
      keyids.length === keys[role].length && keys[role].every(({ keyId }) => keyids.includes(keyId))
    )
  })
