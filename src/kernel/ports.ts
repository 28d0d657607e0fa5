/**
 * What pure code needs from its surroundings, passed in by whoever runs it: Node's crypto on the
 * server, the browser's or a library's elsewhere.
 */

/** SHA-256 (FIPS 180-4) of the bytes: 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Ed25519 (RFC 8032): whether `signature` (64 bytes) by `publicKey` (32 bytes) covers `message`. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number

/** Cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array
