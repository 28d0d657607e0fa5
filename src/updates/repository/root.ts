import { Root } from '@tufjs/models'
import { exactFormField } from '../verify/metadata.ts'
import { type RepositoryKeys, type RoleName, roles, tufKeyOf } from './keys.ts'
import { commonFields, type Lifetimes } from './sign.ts'

/** How many keys of a role must sign; one where nothing is said. */
export type Thresholds = Partial<Readonly<Record<RoleName, number>>>

/** The root metadata that names these keys. Throws on a threshold that its keys cannot meet. */
export const rootNaming = (
  keys: RepositoryKeys,
  thresholds: Thresholds,
  version: number,
  now: number,
  lives: Lifetimes,
): Root => {
  const { specVersion, expires } = commonFields('root', version, now, lives)
  const all = roles.flatMap((role) => keys[role])
  // The models do not export their Role, so the root is made from its JSON.
  return Root.fromJSON({
    spec_version: specVersion,
    version,
    expires,
    consistent_snapshot: true,
    keys: Object.fromEntries(all.map((key) => [key.keyId, tufKeyOf(key).toJSON()])),
    roles: Object.fromEntries(
      roles.map((role) => [role, roleNaming(role, keys, thresholds[role] ?? 1)]),
    ),
    [exactFormField]: true,
  })
}

const roleNaming = (role: RoleName, keys: RepositoryKeys, threshold: number) => {
  const keyids = keys[role].map((key) => key.keyId)
  if (threshold < 1 || threshold > keyids.length)
    throw new Error(`The ${role} role has ${keyids.length} keys and a threshold of ${threshold}.`)
  return { keyids, threshold }
}
