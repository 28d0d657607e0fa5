import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto'
import { canonicalize } from '@tufjs/canonical-json'
import { Key, Signature } from '@tufjs/models'
import { hex } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

export const roles = ['root', 'targets', 'snapshot', 'timestamp'] as const
export type RoleName = (typeof roles)[number]

/**
 * An Ed25519 key of a TUF role. `pkcs8` is the private key (RFC 5958, DER) in the clear: whoever
 * stores it encrypts it first, and it never enters the ledger.
 */
export interface RoleKey {
  /** SHA-256 of the canonical form of the public key (TUF section 4.2.1), lower-case hex. */
  readonly keyId: string
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array
  readonly pkcs8: Uint8Array
}

/** The keys that sign for each role; all that are given sign. */
export type RepositoryKeys = Readonly<Record<RoleName, readonly RoleKey[]>>

export const generateRoleKey = (): RoleKey => {
  const pair = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  return roleKey(pair.privateKey)
}

/** One key for each role: thresholds of one, which is where most makers start. */
export const generateRepositoryKeys = (): RepositoryKeys => ({
  root: [generateRoleKey()],
  targets: [generateRoleKey()],
  snapshot: [generateRoleKey()],
  timestamp: [generateRoleKey()],
})

/** Reads a key that `generateRoleKey` made, from its PKCS#8 bytes. */
export const importRoleKey = (pkcs8: Uint8Array): RoleKey | Refusal => {
  try {
    return roleKey(pkcs8)
  } catch (error) {
    // The cause could quote key material, so it goes no further.
    if (error instanceof Error)
      return refuse('updates/not-a-role-key', 'Give an Ed25519 private key in PKCS#8 (DER).')
    throw error
  }
}

/** The public key in TUF's form, section 4.2.2. */
export const tufKeyOf = (key: Pick<RoleKey, 'keyId' | 'publicKey'>): Key =>
  new Key({
    keyID: key.keyId,
    keyType: 'ed25519',
    scheme: 'ed25519',
    keyVal: { public: hex(key.publicKey) },
  })

/** What `Metadata.sign` of @tufjs/models takes: signs the canonical bytes with this key. */
export const signerOf =
  (key: RoleKey) =>
  (message: Uint8Array): Signature => {
    const privateKey = createPrivateKey({
      key: Buffer.from(key.pkcs8),
      format: 'der',
      type: 'pkcs8',
    })
    return new Signature({ keyID: key.keyId, sig: sign(null, message, privateKey).toString('hex') })
  }

const roleKey = (pkcs8: Uint8Array): RoleKey => {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('The key is not Ed25519.')
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('An Ed25519 key has no public part.')
  const publicKey = new Uint8Array(Buffer.from(x, 'base64url'))
  return { keyId: keyIdOf(publicKey), publicKey, pkcs8: new Uint8Array(pkcs8) }
}

const keyIdOf = (publicKey: Uint8Array): string =>
  createHash('sha256')
    .update(
      canonicalize({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: hex(publicKey) } }),
    )
    .digest('hex')
