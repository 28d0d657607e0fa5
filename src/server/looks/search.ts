import type { ImpactCandidate, ImpactFacts } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { ensureIndexed, type LibraryAnswer, searchLibrary } from '../impact/index.ts'
import { type LibraryDocument, newest } from './affected-documents.ts'

/** Searches these documents of the library, each in its newest revision. */
export const searchDocuments = async (
  { database }: Ledger,
  facts: ImpactFacts,
  documents: readonly LibraryDocument[],
): Promise<LibraryAnswer> => {
  const revisions = documents.map(({ stream, state }) => ({
    id: stream as string,
    revision: newest(state)?.file.hash ?? '',
    title: `${state.title} ${state.documentKind}`,
  }))
  await ensureIndexed(database, revisions)
  return searchLibrary(database, facts, revisions)
}

/** One search lists no more than this, the best of them. */
const listed = 200
/** A look that finds more has facts that say too little. */
const mostAltogether = 2_000

export interface WholeAnswer {
  readonly candidates: readonly ImpactCandidate[]
  /** Documents with more than a list can hold, or out of the index: a person has to read them. */
  readonly leftOut: readonly string[]
}

/** All candidates: where one list does not hold them, the documents are searched in halves. */
export const searchWhole = async (
  ledger: Ledger,
  facts: ImpactFacts,
  documents: readonly LibraryDocument[],
  room = mostAltogether,
): Promise<WholeAnswer> => {
  if (documents.length === 0) return { candidates: [], leftOut: [] }
  const { candidates, missed } = await searchDocuments(ledger, facts, documents)
  if (candidates.length < listed) return { candidates, leftOut: missed }
  if (documents.length === 1 || room <= listed)
    return { candidates, leftOut: documents.map(({ stream }) => stream) }
  const middle = Math.ceil(documents.length / 2)
  const first = await searchWhole(ledger, facts, documents.slice(0, middle), room)
  const rest = Math.max(room - first.candidates.length, listed)
  const second = await searchWhole(ledger, facts, documents.slice(middle), rest)
  return {
    candidates: [...first.candidates, ...second.candidates].sort(
      (a, b) => b.confidence - a.confidence,
    ),
    leftOut: [...first.leftOut, ...second.leftOut],
  }
}
