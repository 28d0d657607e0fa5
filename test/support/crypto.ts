import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { Sha256, VerifyEd25519 } from '../../src/kernel/ports.ts'

/** Node's SHA-256 as the pure code takes it. */
export const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  verify(null, message, publicKeyOf(publicKey), signature)

// RFC 8410: the fixed start of an Ed25519 key in DER, before its 32 bytes.
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

const publicKeyOf = (key: Uint8Array) =>
  createPublicKey({ key: Buffer.concat([publicPrefix, key]), format: 'der', type: 'spki' })

/** The Ed25519 key pair of a 32-byte seed (RFC 8032 section 5.1.5). */
export const ed25519Of = (seed: Uint8Array) => {
  const key = createPrivateKey({
    key: Buffer.concat([privatePrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(der.subarray(publicPrefix.length)),
    sign: (message: Uint8Array): Uint8Array => new Uint8Array(sign(null, message, key)),
  }
}
