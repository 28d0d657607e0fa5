import type { Sha256, VerifyEd25519 } from '../../kernel/ports.ts'
import type { TufKey } from './schemas.ts'

/** The cryptography that verification needs; Node's is in `repository/node-crypto.ts`. */
export interface VerifyCrypto {
  readonly sha256: Sha256
  readonly sha512?: (bytes: Uint8Array) => Uint8Array
  readonly verifyEd25519: VerifyEd25519
  /**
   * Whether `signature` by a key that is not Ed25519 covers `message`; must answer false for a
   * key type or scheme that it does not know. Only repositories of others need it: without it
   * such keys sign nothing.
   */
  readonly verifyOther?: (key: TufKey, message: Uint8Array, signature: Uint8Array) => boolean
}
