import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VerifyCrypto } from '../verify/crypto.ts'
import type { TufKey } from '../verify/schemas.ts'

/** Node's cryptography for `updates/verify`: hashes, Ed25519, and RSA and ECDSA for others' keys. */
export const nodeVerifyCrypto: VerifyCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  sha512: (bytes) => createHash('sha512').update(bytes).digest(),
  verifyEd25519: (publicKey, message, signature) => {
    const key = keyFrom(() => ed25519PublicKey(publicKey))
    return key !== undefined && verify(null, message, key, signature)
  },
  verifyOther: (key, message, signature) => verifyOther(key, message, signature),
}

/** A raw 32-byte Ed25519 public key (RFC 8032) as Node takes it. */
const ed25519PublicKey = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  })

/** TUF section 4.2.2: the schemes of the reference implementation that are not Ed25519. */
const verifyOther = (tufKey: TufKey, message: Uint8Array, signature: Uint8Array): boolean => {
  const key = keyFrom(() => createPublicKey(tufKey.keyval.public))
  if (key === undefined) return false
  switch (tufKey.scheme) {
    case 'rsassa-pss-sha256': {
      // The specification asks for at least 2048 bits.
      if (key.asymmetricKeyType !== 'rsa') return false
      if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return false
      const padding = constants.RSA_PKCS1_PSS_PADDING
      const saltLength = constants.RSA_PSS_SALTLEN_AUTO
      return verify('sha256', message, { key, padding, saltLength }, signature)
    }
    case 'ecdsa-sha2-nistp256':
      if (key.asymmetricKeyType !== 'ec') return false
      if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false
      return verify('sha256', message, { key, dsaEncoding: 'der' }, signature)
    default:
      return false
  }
}

/** A key that does not parse has signed nothing; that is an answer, not an error. */
const keyFrom = (parse: () => KeyObject): KeyObject | undefined => {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
