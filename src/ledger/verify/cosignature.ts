import { utf8 } from '../../kernel/canonical-json.ts'
import type { VerifyEd25519 } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Note, NoteSignature, NoteSigner } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/**
 * A witness's word on a checkpoint (C2SP tlog-cosignature, the Ed25519 kind): at that time this was
 * the largest tree of the log that it had seen, and every one before was the beginning of it.
 */
export interface Cosignature {
  readonly key: VerifierKey
  /** Seconds since 1970. */
  readonly time: number
}

const signatureLength = 64
const timeLength = 8

const messageOf = (text: string, time: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`)

/** `time`: whole seconds since 1970. */
export const cosign = (text: string, time: number, { key, sign }: NoteSigner): NoteSignature => {
  if (!Number.isSafeInteger(time) || time <= 0)
    throw new Error('A cosignature tells its time in whole seconds since 1970.')
  const signature = new Uint8Array(timeLength + signatureLength)
  new DataView(signature.buffer).setBigUint64(0, BigInt(time))
  signature.set(sign(messageOf(text, time)), timeLength)
  return { keyName: key.name, keyId: key.id, signature }
}

/**
 * Which of the known witnesses cosigned the note; signatures of others are passed over. Refuses with
 * `cosignature/bad` (naming the witness) where one of a known witness does not cover the text.
 */
export const verifyCosignatures = (
  verifyEd25519: VerifyEd25519,
  { text, signatures }: Note,
  witnesses: readonly VerifierKey[],
): readonly Cosignature[] | Refusal => {
  const found: Cosignature[] = []
  for (const { keyName, keyId, signature } of signatures) {
    const key = witnesses.find(({ name, id }) => name === keyName && id === keyId)
    if (key === undefined) continue
    const time = timeOf(signature)
    const signed = signature.subarray(timeLength)
    if (time === undefined || !verifyEd25519(key.publicKey, messageOf(text, time), signed))
      return refuse('cosignature/bad', `The cosignature of ${keyName} does not cover this text.`, {
        keyName,
        keyId,
      })
    found.push({ key, time })
  }
  return found
}

const timeOf = (signature: Uint8Array): number | undefined => {
  if (signature.length !== timeLength + signatureLength) return undefined
  const { buffer, byteOffset } = signature
  const time = Number(new DataView(buffer, byteOffset).getBigUint64(0))
  return Number.isSafeInteger(time) && time > 0 ? time : undefined
}
