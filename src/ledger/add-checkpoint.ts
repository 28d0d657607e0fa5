import { base64 } from '../kernel/base64.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { parseNote } from './verify/note.ts'

/** C2SP tlog-witness, "add-checkpoint": a client sends no more. */
const mostHashes = 63

/** The body of the request: how far the witness has seen, the proof from there, and the checkpoint. */
export const formatAddCheckpoint = (
  oldSize: number,
  proof: readonly Uint8Array[],
  signedNote: string,
): string | Refusal =>
  proof.length > mostHashes
    ? refuse('witness/long-proof', `The proof has more than ${mostHashes} hashes.`)
    : `old ${oldSize}\n${proof.map((hash) => `${base64(hash)}\n`).join('')}\n${signedNote}`

/** The type of the answer 409, whose body is the size that the witness has cosigned. */
export const sizeType = 'text/x.tlog.size'

/** Reads that body: a decimal without leading zeroes and a line end, nothing else. */
export const parseCosignedSize = (body: string): number | Refusal => {
  const size = /^(?:0|[1-9]\d{0,15})\n$/.test(body) ? Number(body) : Number.NaN
  return Number.isSafeInteger(size)
    ? size
    : refuse('witness/bad-answer', 'The witness answers 409 without the size that it has cosigned.')
}

/**
 * The checkpoint with the signature lines of the answer 200 behind our own. Refuses an answer that
 * is anything but such lines: it could make another note of it. Nothing in it is believed yet.
 */
export const withAnswer = (signedNote: string, body: string): string | Refusal => {
  const bad = refuse('witness/bad-answer', 'The witness answers something that is no cosignature.')
  if (body.length > limits.note.bytes || !/^(?:— [^\n]+\n)+$/.test(body)) return bad
  const answered = `${signedNote}${body}`
  const note = parseNote(answered)
  const own = parseNote(signedNote)
  return isRefusal(note) || isRefusal(own) || note.text !== own.text ? bad : answered
}
