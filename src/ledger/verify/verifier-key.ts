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

/** What a key signs (C2SP signed-note, "Signature types"): a note's text, or a cosignature of it. */
const types = { note: 0x01, cosignature: 0x04 } as const
type KeyType = keyof typeof types
const publicKeyLength = 32

/** Not empty, no Unicode space, no plus; bounded, well-formed and free of control characters. */
export const isKeyName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= limits.note.keyName &&
  name.isWellFormed() &&
  !/[\p{White_Space}+\u0000-\u001f]/u.test(name)

/**
 * The key with its id, SHA-256(name || 0x0A || type || public key)[:4]. Throws where the name or
 * the length of the key does not fit: keys come from our own settings.
 */
export const verifierKey = (
  sha256: Sha256,
  name: string,
  publicKey: Uint8Array,
  type: KeyType = 'note',
): VerifierKey => {
  if (!isKeyName(name))
    throw new Error('A key name must have no spaces, plus or control characters.')
  if (publicKey.length !== publicKeyLength) throw new Error('An Ed25519 public key has 32 bytes.')
  return { name, id: keyId(sha256, name, publicKey, type), publicKey }
}

const keyId = (sha256: Sha256, name: string, publicKey: Uint8Array, type: KeyType): string =>
  hex(sha256(Uint8Array.from([...utf8(name), 0x0a, types[type], ...publicKey])).subarray(0, 4))

/** `name+id+base64(type || public key)`, the vkey that is given to those who verify. */
export const formatVerifierKey = (key: VerifierKey, type: KeyType = 'note'): string =>
  `${key.name}+${key.id}+${base64(Uint8Array.from([types[type], ...key.publicKey]))}`

/**
 * Reads a vkey. Refuses with `vkey/malformed`, `vkey/other-type`, or `vkey/id-differs` when the
 * id is not the one of this name and key.
 */
export const parseVerifierKey = (
  sha256: Sha256,
  text: string,
  type: KeyType = 'note',
): VerifierKey | Refusal => {
  if (text.length > limits.text.line * 2) return malformed()
  const afterName = text.indexOf('+')
  const afterId = text.indexOf('+', afterName + 1)
  if (afterName < 0 || afterId < 0) return malformed()
  const name = text.slice(0, afterName)
  const id = text.slice(afterName + 1, afterId)
  const key = parseBase64(text.slice(afterId + 1))
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || isRefusal(key)) return malformed()
  if (key[0] !== types[type] || key.length !== 1 + publicKeyLength)
    return refuse(
      'vkey/other-type',
      type === 'note'
        ? 'Give the Ed25519 key of a log: type 0x01 with 32 bytes.'
        : 'Give the Ed25519 key of a witness: type 0x04 with 32 bytes.',
    )
  const publicKey = key.slice(1)
  const computed = keyId(sha256, name, publicKey, type)
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
