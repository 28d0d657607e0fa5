import { hex } from '../../kernel/ids.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { VerifyCrypto } from './crypto.ts'
import { bytesOfHex, canonicalBytes, type SignedMetadata } from './metadata.ts'
import { refuseFile } from './refusals.ts'
import type { Role, Root, TufKey } from './schemas.ts'

/** Who may sign: a role and the keys of the metadata that names it. */
export interface Authority {
  readonly role: Role
  readonly keys: ReadonlyMap<string, TufKey>
  /** The file that grants the authority: `1.root.json`. */
  readonly by: string
}

/** What the root says about who may sign for a top-level role. */
export const authorityOf = (
  root: SignedMetadata<Root>,
  role: 'root' | 'timestamp' | 'snapshot' | 'targets',
): Authority => ({ role: root.content.roles[role], keys: root.content.keys, by: root.file })

/**
 * TUF section 4.3: a key id must be the SHA-256 of the canonical form of its key. Undefined when
 * every one is.
 */
export const checkKeyIds = (
  file: string,
  keys: ReadonlyMap<string, TufKey>,
  crypto: VerifyCrypto,
  step: string,
): Refusal | undefined => {
  for (const [keyId, key] of keys) {
    const actual = hex(crypto.sha256(canonicalBytes(key)))
    if (actual !== keyId)
      return refuseFile('tuf/key-id', file, step, 'a key has not the id of its content.', {
        expected: actual,
        actual: keyId.slice(0, 200),
      })
  }
  return undefined
}

/**
 * The keys of the authority that signed, or `tuf/signatures` when they are fewer than its
 * threshold. A key counts once, under however many ids it is listed.
 */
export const checkThreshold = (
  metadata: SignedMetadata<unknown>,
  authority: Authority,
  crypto: VerifyCrypto,
  step: string,
): readonly string[] | Refusal => {
  const signers: string[] = []
  const counted = new Set<string>()
  for (const { keyId, signature } of metadata.signatures) {
    const key = authority.role.keyids.includes(keyId) ? authority.keys.get(keyId) : undefined
    if (key === undefined || !verifies(key, metadata.message, signature, crypto)) continue
    signers.push(keyId)
    counted.add(JSON.stringify([key.keytype, key.scheme, key.keyval.public]))
  }
  if (counted.size >= authority.role.threshold) return signers
  return refuseFile(
    'tuf/signatures',
    metadata.file,
    step,
    `has ${counted.size} good signatures of the ${authority.role.threshold} that ${authority.by} demands: ` +
      'it was changed, or signed by somebody else. Do not use the update.',
    {
      good: counted.size,
      threshold: authority.role.threshold,
      authority: authority.by,
      demanded: authority.role.keyids,
      present: metadata.signatures.map((one) => one.keyId.slice(0, 200)),
    },
  )
}

/**
 * The second half of the promise of `exactFormField`: the bytes are in the one form, and no
 * signature is there that does not count. Undefined when it holds; else `tuf/not-exact`.
 */
export const checkExact = (
  metadata: SignedMetadata<unknown>,
  authorities: readonly Authority[],
  crypto: VerifyCrypto,
  step: string,
): Refusal | undefined => {
  if (!metadata.exact)
    return refuseFile(
      'tuf/not-exact',
      metadata.file,
      step,
      'is not byte for byte as it was published. Fetch it again.',
    )
  const stray = metadata.signatures.find(
    ({ keyId, signature }) =>
      !authorities.some(({ role, keys }) => {
        const key = role.keyids.includes(keyId) ? keys.get(keyId) : undefined
        return key !== undefined && verifies(key, metadata.message, signature, crypto)
      }),
  )
  if (stray === undefined) return undefined
  return refuseFile(
    'tuf/not-exact',
    metadata.file,
    step,
    'has a signature that is not good. Fetch it again.',
    { keyId: stray.keyId.slice(0, 200) },
  )
}

const verifies = (
  key: TufKey,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: VerifyCrypto,
): boolean => {
  if (key.keytype === 'ed25519' && key.scheme === 'ed25519') {
    const isRaw = /^[0-9a-f]{64}$/.test(key.keyval.public)
    if (!isRaw || signature.length !== 64) return false
    return crypto.verifyEd25519(bytesOfHex(key.keyval.public), message, signature)
  }
  return crypto.verifyOther?.(key, message, signature) ?? false
}
