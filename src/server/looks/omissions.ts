import type { ImpactFacts, NewOmission } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { LibraryDocument } from './affected-documents.ts'
import { searchDocuments } from './search.ts'
import { placeOf } from './statements.ts'

/** Where operators look for what they have to do; of each product at least one should hold it. */
const forOperators = new Set(['ifu', 'installation', 'administration', 'security-guide'])

const mostOmissions = 200

/**
 * Guidance of the case that operators find nowhere: each with the document and the section that
 * should hold it, and the other documents that ought to. What stands in release notes only, or in a
 * policy, is missing where operators look, and says so.
 */
export const omissionsIn = async (
  ledger: Ledger,
  { guidance = [] }: ImpactFacts,
  documents: readonly LibraryDocument[],
): Promise<readonly NewOmission[]> => {
  if (guidance.length === 0 || documents.length === 0) return []
  const ought = documents.filter(({ state }) => forOperators.has(state.documentKind))
  const asked = ought.length > 0 ? ought : documents
  const missing = (await searchDocuments(ledger, { guidance }, asked)).omissions
  if (missing.length === 0) return []
  const nowhere =
    asked.length === documents.length
      ? missing
      : (await searchDocuments(ledger, { guidance: missing.map((one) => one.guidance) }, documents))
          .omissions
  const others = asked.map(({ stream }) => stream)
  return missing.slice(0, mostOmissions).map(({ guidance, where, location }) => ({
    guidance: guidance.slice(0, 1_000).toWellFormed(),
    where,
    ...(location === undefined || placeOf(location) === '' ? {} : { location: placeOf(location) }),
    others: others.filter((id) => id !== where).slice(0, 20),
    ...(nowhere.some((one) => one.guidance === guidance) ? {} : { elsewhere: true }),
  }))
}
