import type { Sha256, VerifyEd25519 } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { openCheckpoint } from '../../ledger/verify/checkpoint.ts'
import { leafHash, verifyConsistency, verifyInclusion } from '../../ledger/verify/merkle.ts'
import { parseNote, verifyNote } from '../../ledger/verify/note.ts'
import { parseVerifierKey } from '../../ledger/verify/verifier-key.ts'
import type { LedgerChecks } from '../../review/verify/ports.ts'

/** The ledger's pure verification, as the verification of audit packs asks for it. */
export const ledgerChecks = (sha256: Sha256, verifyEd25519: VerifyEd25519): LedgerChecks => {
  const keyOf = (key: string) => parseVerifierKey(sha256, key)
  return {
    originOf: (key) => {
      const parsed = keyOf(key)
      return isRefusal(parsed) ? parsed : parsed.name
    },
    openNote: (key, text) => {
      const parsed = keyOf(key)
      if (isRefusal(parsed)) return parsed
      const note = parseNote(text)
      if (isRefusal(note)) return note
      if (note.signatures.length !== 1) return oneSignature()
      const signers = verifyNote(verifyEd25519, note, [parsed])
      return isRefusal(signers) ? signers : note.text
    },
    openCheckpoint: (key, note) => {
      const parsed = keyOf(key)
      if (isRefusal(parsed)) return parsed
      const opened = openCheckpoint(verifyEd25519, note, { origin: parsed.name, keys: [parsed] })
      return isRefusal(opened) ? opened : opened.checkpoint
    },
    included: ({ entry, leafIndex, tree, path }) =>
      verifyInclusion(sha256, {
        leafHash: leafHash(sha256, entry),
        leafIndex,
        treeSize: tree.size,
        rootHash: tree.rootHash,
        path,
      }),
    consistent: ({ first, second, path }) =>
      verifyConsistency(sha256, {
        firstSize: first.size,
        firstRoot: first.rootHash,
        secondSize: second.size,
        secondRoot: second.rootHash,
        path,
      }),
  }
}

const oneSignature = (): Refusal =>
  refuse('note/one-signature', 'This note must have one signature and no other.')
