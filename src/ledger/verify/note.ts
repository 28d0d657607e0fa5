import { base64, parseBase64 } from '../../kernel/base64.ts'
import { utf8 } from '../../kernel/canonical-json.ts'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { VerifyEd25519 } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { isKeyName, type VerifierKey } from './verifier-key.ts'

/** A signed note (C2SP signed-note). Its text means nothing until `verifyNote` said so. */
export interface Note {
  /** Ends in a newline; has no other control characters. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly keyName: string
  /** Four bytes in lower-case hex. */
  readonly keyId: string
  readonly signature: Uint8Array
}

/** Signs with the Ed25519 key (RFC 8032) that belongs to `key`; 64 bytes. */
export interface NoteSigner {
  readonly key: VerifierKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** Reads a note without trusting it ("Format"). Refuses with `note/malformed` or `note/too-large`. */
export const parseNote = (note: string): Note | Refusal => {
  if (note.length > limits.note.bytes) return tooLarge()
  if (hasForbiddenCharacters(note))
    return malformed('it has control characters or half a surrogate pair')
  // The text is separated from the signatures by the last empty line.
  const split = note.lastIndexOf('\n\n')
  if (split < 0) return malformed('no empty line stands before the signatures')
  const text = note.slice(0, split + 1)
  const lines = note.slice(split + 2).split('\n')
  if (lines.pop() !== '' || lines.length === 0)
    return malformed('it does not end in a signature line')
  if (lines.length > limits.note.signatures) return tooLarge()
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignatureLine(line)
    if (signature === undefined) return malformed('a signature line does not read as one', { line })
    signatures.push(signature)
  }
  return { text, signatures }
}

const parseSignatureLine = (line: string): NoteSignature | undefined => {
  const [dash, keyName, encoded, ...more] = line.split(' ')
  if (dash !== '—' || keyName === undefined || encoded === undefined || more.length > 0)
    return undefined
  const bytes = parseBase64(encoded)
  if (!isKeyName(keyName) || isRefusal(bytes) || bytes.length < 5) return undefined
  return { keyName, keyId: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) }
}

/** The note as it is sent. Throws where the result would not read as the same note. */
export const formatNote = (note: Note): string => {
  checkText(note.text)
  const lines = note.signatures.map(({ keyName, keyId, signature }) => {
    if (!isKeyName(keyName)) throw new Error('A signature names a key that no note can carry.')
    return `— ${keyName} ${base64(Uint8Array.from([...bytesOfKeyId(keyId), ...signature]))}\n`
  })
  if (lines.length === 0) throw new Error('A note needs a signature.')
  return `${note.text}\n${lines.join('')}`
}

/** Signs the text, which must end in a newline; throws where it could not stand in a note. */
export const signNote = (text: string, signer: NoteSigner): NoteSignature => {
  checkText(text)
  const signature = signer.sign(utf8(text))
  if (signature.length !== 64) throw new Error('An Ed25519 signature has 64 bytes.')
  return { keyName: signer.key.name, keyId: signer.key.id, signature }
}

/**
 * Which of the known keys signed the note ("Signatures"): signatures of unknown keys are ignored,
 * each of a known key must verify, and one at least must be there. Refuses with `note/bad-signature`
 * (naming the key), `note/no-known-key` or `note/ambiguous-key`.
 */
export const verifyNote = (
  verifyEd25519: VerifyEd25519,
  note: Note,
  knownKeys: readonly VerifierKey[],
): readonly VerifierKey[] | Refusal => {
  const message = utf8(note.text)
  const signers: VerifierKey[] = []
  for (const { keyName, keyId, signature } of note.signatures) {
    const [key, ...others] = knownKeys.filter(({ name, id }) => name === keyName && id === keyId)
    if (key === undefined) continue
    if (others.length > 0)
      return refuse('note/ambiguous-key', 'Two known keys share a name and id: keep one of them.', {
        keyName,
        keyId,
      })
    if (signature.length !== 64 || !verifyEd25519(key.publicKey, message, signature))
      return refuse('note/bad-signature', `The signature of ${keyName} does not cover this text.`, {
        keyName,
        keyId,
      })
    if (!signers.includes(key)) signers.push(key)
  }
  if (signers.length > 0) return signers
  return refuse('note/no-known-key', 'No key that you trust signed this note.', {
    signedBy: note.signatures.map(({ keyName, keyId }) => `${keyName}+${keyId}`),
    trusted: knownKeys.map(({ name, id }) => `${name}+${id}`),
  })
}

const hasForbiddenCharacters = (text: string): boolean =>
  !text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text)

const checkText = (text: string): void => {
  if (!text.endsWith('\n') || hasForbiddenCharacters(text))
    throw new Error('The text of a note ends in a newline and has no other control characters.')
}

const bytesOfKeyId = (keyId: string): readonly number[] => {
  if (!/^[0-9a-f]{8}$/.test(keyId)) throw new Error('A key id is eight lower-case hex digits.')
  return [0, 2, 4, 6].map((at) => Number.parseInt(keyId.slice(at, at + 2), 16))
}

const malformed = (why: string, details?: Readonly<Record<string, unknown>>): Refusal =>
  refuse('note/malformed', `This is not a signed note: ${why}. Fetch it again.`, details)

const tooLarge = (): Refusal =>
  refuse('note/too-large', 'The note is longer, or has more signatures, than we read.', {
    ...limits.note,
  })
