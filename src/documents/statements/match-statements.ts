import { ordinaryIn } from './decisive.ts'
import { createPairing, pairsOf } from './pairing.ts'
import { findParts } from './parts.ts'
import { pairReworded } from './reworded.ts'
import { pairSameText } from './same-text.ts'
import { type Match, prepare, type Statement } from './statement.ts'

/**
 * Finds the statements of one revision again in another: those with the same text wherever they
 * stand, those cut in parts or put together, those reworded. Sorted by `from`, then `to`; what is in
 * no match was removed or added. `same` means the same text, always; a statement that differs in a
 * number, a name or a negation is `changed`, and only where nothing else could be its successor.
 * The same input gives the same answer; time grows nearly linearly with the statements.
 */
export const matchStatements = (
  before: readonly Statement[],
  after: readonly Statement[],
): readonly Match[] => {
  const pairing = createPairing(prepare(before), prepare(after))
  pairSameText(pairing)
  const same = pairsOf(pairing).map(
    ({ from, to }): Match => ({ from, to, how: 'same', likeness: 1 }),
  )
  const parts = findParts(pairing)
  const reworded = pairReworded(pairing, ordinaryIn(pairing.before, pairing.after))
  return [...same, ...parts, ...reworded].sort((a, b) => a.from - b.from || a.to - b.to)
}
