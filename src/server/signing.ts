import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import { hex } from '../kernel/ids.ts'
import type { Sha256, VerifyEd25519 } from '../kernel/ports.ts'
import type { NoteSigner } from '../ledger/index.ts'
import { verifierKey } from '../ledger/index.ts'
import { deriveKey, type MasterKey } from './vault/index.ts'

/** Node's SHA-256 for the pure parts. */
export const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'))

// RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS#8 and in SPKI.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Node's Ed25519 for the pure parts. */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  publicKey.length === 32 &&
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' }),
    signature,
  )

/**
 * The key that signs checkpoints, derived from the master key, so that all processes of one
 * server sign alike and a backup needs no second secret. Its public half names the log.
 */
export const checkpointSigner = (master: MasterKey): NoteSigner => {
  const seed = deriveKey(master, 'checkpoint-signing')
  const { publicKey, signWith } = ed25519Of(seed)
  const name = `vulnerary/${hex(sha256(publicKey)).slice(0, 16)}`
  return { key: verifierKey(sha256, name, publicKey), sign: signWith }
}

/** The Ed25519 key pair of a seed of 32 bytes (RFC 8032). */
export const ed25519Of = (seed: Uint8Array) => {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    publicKey: new Uint8Array(
      createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32),
    ),
    signWith: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  }
}
