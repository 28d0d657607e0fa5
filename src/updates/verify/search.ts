import { utf8 } from '../../kernel/canonical-json.ts'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { readTargetsRole, type TrustedMetadata, type TrustInput } from './client.ts'
import type { VerifyCrypto } from './crypto.ts'
import type { SignedMetadata } from './metadata.ts'
import { matchesPathPattern } from './path-pattern.ts'
import { refuseFile } from './refusals.ts'
import type { DelegatedRole, TargetFile, Targets } from './schemas.ts'

export interface FoundTarget {
  readonly path: string
  readonly target: TargetFile
  /** The metadata that lists the target: the top-level one, or a delegated role's. */
  readonly metadata: SignedMetadata<Targets>
  readonly signedBy: readonly string[]
}

/**
 * Section 5.6.7: the pre-order depth-first search for a target path. Undefined when no role that
 * may speak for the path lists it; a refusal when a role on the way cannot be read or is not good,
 * since nothing behind it may then be believed.
 */
export const searchTarget = async (
  path: string,
  trusted: TrustedMetadata,
  input: TrustInput,
): Promise<FoundTarget | Refusal | undefined> => {
  const visited = new Set<string>()
  const toVisit: Visit[] = [{ name: 'targets', read: async () => topLevel(trusted) }]
  for (;;) {
    const visit = toVisit.pop()
    if (visit === undefined) return undefined
    if (visited.has(visit.name)) continue // 5.6.7.1: cycles
    if (visited.size > limits.tuf.delegations) return undefined
    visited.add(visit.name)
    const role = await visit.read()
    if (isRefusal(role)) return role
    const target = role.metadata.content.targets.get(path)
    if (target !== undefined)
      return { path, target, metadata: role.metadata, signedBy: role.signers }
    const delegations = role.metadata.content.delegations
    if (delegations === undefined) continue
    if (delegations.roles === undefined)
      return refuseFile(
        'tuf/unsupported',
        role.metadata.file,
        '5.6.7',
        'delegates by succinct roles (TAP 15), which this program does not read.',
      )
    const matching: Visit[] = []
    for (const delegation of delegations.roles) {
      if (!speaksFor(delegation, path, input.crypto)) continue
      const authority = { role: delegation, keys: delegations.keys, by: role.metadata.file }
      matching.push({
        name: delegation.name,
        read: () =>
          readTargetsRole(delegation.name, authority, trusted.root, trusted.snapshot, input),
      })
      if (!delegation.terminating) continue
      toVisit.length = 0 // 5.6.7.2.1: nothing after a terminating delegation is asked
      break
    }
    toVisit.push(...matching.reverse())
  }
}

interface Visit {
  readonly name: string
  readonly read: () => Promise<Role | Refusal>
}

interface Role {
  readonly metadata: SignedMetadata<Targets>
  readonly signers: readonly string[]
}

const topLevel = (trusted: TrustedMetadata): Role => ({
  metadata: trusted.targets,
  signers: trusted.targetsSignedBy,
})

/** Section 4.5, `paths` and `path_hash_prefixes`: whether the delegation covers the path. */
const speaksFor = (role: DelegatedRole, path: string, crypto: VerifyCrypto): boolean => {
  if (role.paths !== undefined)
    return role.paths.some((pattern) => matchesPathPattern(pattern, path))
  if (role.path_hash_prefixes === undefined) return false
  const digest = hex(crypto.sha256(utf8(path)))
  return role.path_hash_prefixes.some((prefix) => digest.startsWith(prefix))
}
