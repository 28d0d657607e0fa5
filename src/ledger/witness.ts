import type { Sha256, VerifyEd25519 } from '../kernel/ports.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../kernel/result.ts'
import { consistencyProof } from './proofs.ts'
import type { TileReader } from './tile.ts'
import { rootHash } from './tree.ts'
import { type Checkpoint, openCheckpoint } from './verify/checkpoint.ts'
import { cosign } from './verify/cosignature.ts'
import { emptyRoot, verifyConsistency } from './verify/merkle.ts'
import { formatNote, type NoteSigner, parseNote } from './verify/note.ts'
import type { VerifierKey } from './verify/verifier-key.ts'

/** What a witness keeps of a log: the largest tree of it that it saw and proved. */
export interface Witnessed {
  readonly size: number
  /** 32 bytes. */
  readonly rootHash: Uint8Array
}

export interface Witnessing {
  readonly sha256: Sha256
  readonly verifyEd25519: VerifyEd25519
  /** The key of the log, known from elsewhere; its name is the log's origin. */
  readonly log: VerifierKey
  readonly signer: NoteSigner
  /** The tiles of the tree that the checkpoint is about. */
  readonly tilesOf: (size: number) => TileReader
}

/**
 * Looks at a checkpoint as a witness does (C2SP tlog-witness): cosigns it where the log signed it and
 * the tree seen before is the beginning of it, proven by its tiles. `before` is undefined for a log
 * never seen. Refuses with `witness/rolled-back` (the tree is smaller now), `witness/forked` (another
 * tree than the one seen), `witness/bad-tiles`, or the codes of `openCheckpoint`; what is refused is
 * never cosigned. `time`: whole seconds since 1970.
 */
export const witness = async (
  { sha256, verifyEd25519, log, signer, tilesOf }: Witnessing,
  signedNote: string,
  before: Witnessed | undefined,
  time: number,
): Promise<{ readonly seen: Witnessed; readonly cosigned: string } | Refusal> => {
  const opened = openCheckpoint(verifyEd25519, signedNote, { origin: log.name, keys: [log] })
  if (isRefusal(opened)) return opened
  const { checkpoint } = opened
  const same = await continues(sha256, tilesOf(checkpoint.size), before, checkpoint)
  if (isRefusal(same)) return same
  const note = parseNote(signedNote)
  if (isRefusal(note)) return note
  const own = note.signatures.filter(
    ({ keyName, keyId }) => keyName === log.name && keyId === log.id,
  )
  return {
    seen: { size: checkpoint.size, rootHash: checkpoint.rootHash },
    cosigned: formatNote({
      text: note.text,
      signatures: [...own, cosign(note.text, time, signer)],
    }),
  }
}

const continues = async (
  sha256: Sha256,
  tiles: TileReader,
  before: Witnessed | undefined,
  { size, rootHash: root }: Checkpoint,
): Promise<true | Refusal> => {
  if (before !== undefined && size < before.size)
    return refuse(
      'witness/rolled-back',
      `The log showed ${before.size} facts before, and ${size} now: facts were taken away.`,
      { before: before.size, now: size },
    )
  if (size === before?.size) return isSame(before.rootHash, root) ? true : forked(before.size, size)
  if (size === 0)
    return isSame(root, emptyRoot(sha256)) ? true : badTiles('an empty tree has another root')
  try {
    // A log never seen is believed no more than its own tiles.
    if (!isSame(await rootHash(sha256, tiles, size), root))
      return badTiles('they lead to another root than the signed one')
    if (before === undefined || before.size === 0) return true
    const path = await consistencyProof(sha256, tiles, before.size, size)
    if (isRefusal(path)) return path
    const proven = verifyConsistency(sha256, {
      firstSize: before.size,
      firstRoot: before.rootHash,
      secondSize: size,
      secondRoot: root,
      path,
    })
    return isRefusal(proven) ? forked(before.size, size) : true
  } catch (cause) {
    // No answer is no proof, in either direction.
    if (cause instanceof RefusalError) return cause.refusal
    return badTiles(cause instanceof Error ? cause.message : String(cause))
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

const forked = (before: number, now: number): Refusal =>
  refuse(
    'witness/forked',
    `The tree of ${now} facts does not begin with the ${before} facts seen before: they were changed.`,
    { before, now },
  )

const badTiles = (why: string): Refusal =>
  refuse('witness/bad-tiles', `The tiles of the log do not prove its checkpoint: ${why}.`)
