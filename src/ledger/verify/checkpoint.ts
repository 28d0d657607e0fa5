import { base64, parseBase64 } from '../../kernel/base64.ts'
import type { VerifyEd25519 } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { hashLength } from './merkle.ts'
import { parseNote, verifyNote } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/** What a log says of its tree (C2SP tlog-checkpoint, "Note text"). */
export interface Checkpoint {
  /** Names the log; compared exactly. */
  readonly origin: string
  /** Leaves in the tree. */
  readonly size: number
  /** 32 bytes. */
  readonly rootHash: Uint8Array
  /** Opaque further lines, kept as they are. */
  readonly extensions: readonly string[]
}

/** The text of the note that is signed. Throws on what would not read as the same checkpoint. */
export const formatCheckpoint = (checkpoint: Checkpoint): string => {
  const { origin, size, rootHash, extensions } = checkpoint
  if ([origin, ...extensions].some((line) => line === '' || line.includes('\n')))
    throw new Error('The origin and each extension of a checkpoint is one line that is not empty.')
  if (!Number.isSafeInteger(size) || size < 0 || Object.is(size, -0))
    throw new Error('The size of a checkpoint is a whole number from 0 to 2^53-1.')
  if (rootHash.length !== hashLength) throw new Error('The root of a checkpoint has 32 bytes.')
  return [origin, String(size), base64(rootHash), ...extensions].map((line) => `${line}\n`).join('')
}

/** Reads the text of a note as a checkpoint. Refuses with `checkpoint/malformed`. */
export const parseCheckpoint = (text: string): Checkpoint | Refusal => {
  const lines = text.split('\n')
  if (lines.pop() !== '') return malformed('its last line does not end')
  if (lines.includes('')) return malformed('a line is empty')
  const [origin, sizeLine, rootLine, ...extensions] = lines
  if (origin === undefined || sizeLine === undefined || rootLine === undefined)
    return malformed('it needs an origin, a size and a root')
  // No leading zeroes; sixteen digits hold every whole number that a double counts exactly.
  const size = /^(?:0|[1-9]\d{0,15})$/.test(sizeLine) ? Number(sizeLine) : Number.NaN
  if (!Number.isSafeInteger(size)) return malformed('the size is not a number up to 2^53-1')
  const rootHash = parseBase64(rootLine)
  if (isRefusal(rootHash) || rootHash.length !== hashLength)
    return malformed('the root is not 32 bytes in base 64')
  return { origin, size, rootHash, extensions }
}

export interface VerifiedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly signers: readonly VerifierKey[]
}

/**
 * The checkpoint in a signed note, once a trusted key of the log signed it and its origin is the
 * expected one. Nothing of the text is returned otherwise: refuses with the codes of `parseNote`,
 * `verifyNote`, `parseCheckpoint`, or with `checkpoint/other-log`.
 */
export const openCheckpoint = (
  verifyEd25519: VerifyEd25519,
  signedNote: string,
  expected: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): VerifiedCheckpoint | Refusal => {
  const note = parseNote(signedNote)
  if (isRefusal(note)) return note
  const signers = verifyNote(verifyEd25519, note, expected.keys)
  if (isRefusal(signers)) return signers
  const checkpoint = parseCheckpoint(note.text)
  if (isRefusal(checkpoint)) return checkpoint
  if (checkpoint.origin !== expected.origin)
    return refuse('checkpoint/other-log', 'This is the checkpoint of another log.', {
      expected: expected.origin,
      found: checkpoint.origin,
    })
  return { checkpoint, signers }
}

const malformed = (why: string): Refusal =>
  refuse('checkpoint/malformed', `This is not a checkpoint: ${why}. Fetch it again.`)
