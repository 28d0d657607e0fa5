import { base64, parseBase64 } from '../../kernel/base64.ts'
import { utf8 } from '../../kernel/canonical-json.ts'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Sha256 } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'

/** An Ed25519 key that notes are verified with (C2SP signed-note, "Verifier keys"). */
export interface VerifierKey {
  readonly name: string
  /** Four bytes in lower-case hex: an identifier, not a fingerprint to trust. */
  readonly id: string
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array
}

/** Signature type identifier byte of Ed25519 signatures over the note text. */
const ed25519 = 0x01
const publicKeyLength = 32

/** Not empty, no Unicode space, no plus; bounded, well-formed and free of control characters. */
export const isKeyName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= limits.note.keyName &&
  name.isWellFormed() &&
  !/[\p{White_Space}+\u0000-\u001f]/u.test(name)

/**
 * The key with its id, SHA-256(name || 0x0A || 0x01 || public key)[:4]. Throws where the name or
 * the length of the key does not fit: keys come from our own settings.
 */
export const verifierKey = (sha256: Sha256, name: string, publicKey: Uint8Array): VerifierKey => {
  if (!isKeyName(name))
    throw new Error('A key name must have no spaces, plus or control characters.')
  if (publicKey.length !== publicKeyLength) throw new Error('An Ed25519 public key has 32 bytes.')
  return { name, id: keyId(sha256, name, publicKey), publicKey }
}

const keyId = (sha256: Sha256, name: string, publicKey: Uint8Array): string =>
  hex(sha256(Uint8Array.from([...utf8(name), 0x0a, ed25519, ...publicKey])).subarray(0, 4))

/** `name+id+base64(0x01 || public key)`, the vkey that is given to those who verify. */
export const formatVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${key.id}+${base64(Uint8Array.from([ed25519, ...key.publicKey]))}`

/**
 * Reads a vkey. Refuses with `vkey/malformed`, `vkey/not-ed25519`, or `vkey/id-differs` when the
 * id is not the one of this name and key.
 */
export const parseVerifierKey = (sha256: Sha256, text: string): VerifierKey | Refusal => {
  if (text.length > limits.text.line * 2) return malformed()
  const afterName = text.indexOf('+')
  const afterId = text.indexOf('+', afterName + 1)
  if (afterName < 0 || afterId < 0) return malformed()
  const name = text.slice(0, afterName)
  const id = text.slice(afterName + 1, afterId)
  const key = parseBase64(text.slice(afterId + 1))
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || isRefusal(key)) return malformed()
  if (key[0] !== ed25519 || key.length !== 1 + publicKeyLength)
    return refuse('vkey/not-ed25519', 'Give an Ed25519 key: type 0x01 with 32 bytes.')
  const publicKey = key.slice(1)
  const computed = keyId(sha256, name, publicKey)
  if (computed !== id)
    return refuse(
      'vkey/id-differs',
      'The key id is not that of this name and key: copy it again.',
      {
        computed,
        claimed: id,
      },
    )
  return { name, id, publicKey }
}

const malformed = (): Refusal =>
  refuse('vkey/malformed', 'A verifier key reads name+id+base64, like example.com/log+530d903a+A….')
