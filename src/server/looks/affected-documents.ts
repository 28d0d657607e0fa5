import type { CaseState } from '../../cases/index.ts'
import { type DocumentState, isBehind, searchReads } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { documentsOf } from '../wiring/documents.ts'
import type { Typed } from '../wiring/records.ts'

export type LibraryDocument = Typed<DocumentState>

/**
 * The documents of every product revision that the case may touch: affected, being looked into, or
 * with the fix, whose documents may still tell the old set-up.
 */
export const affectedDocuments = async (
  ledger: Ledger,
  { impact, verifications }: Pick<CaseState, 'impact' | 'verifications'>,
): Promise<readonly LibraryDocument[]> => {
  const revisions = [
    ...impact.filter(({ status }) => status !== 'not-affected'),
    ...verifications.map(({ product, fixedIn }) => ({ product, revision: fixedIn })),
  ]
  const found = new Map<string, LibraryDocument>()
  const asked = new Set<string>()
  for (const { product, revision } of revisions) {
    const key = `${product} ${revision}`
    if (product === undefined || asked.has(key)) continue
    asked.add(key)
    for (const document of await documentsOf(ledger, product, revision))
      found.set(document.stream, document)
  }
  return [...found.values()].sort((a, b) => (a.humanId < b.humanId ? -1 : 1))
}

/** Whether there is text of its newest revision to search. */
export const isSearchable = ({ state }: LibraryDocument): boolean => {
  const outcome = newest(state)?.reading?.outcome
  return outcome === 'read' || outcome === 'partly-read'
}

export const newest = ({ revisions }: DocumentState) => revisions.at(-1)

/** Why nobody may take a document for clean that the search found nothing in; null where none. */
export const whyUnread = ({ state }: LibraryDocument): string | null => {
  const revision = newest(state)
  if (revision === undefined) return 'It has no revision: there is nothing to search.'
  if (isBehind(state)) return state.origin?.problem ?? ''
  if (revision.reading === null) return 'It is being read.'
  const { outcome, reason } = revision.reading
  if (outcome === 'could-not-read') return `It could not be read. ${reason}`.trim()
  if (outcome === 'partly-read') return `It was read in part. ${reason}`.trim()
  return searchReads(state.language)
    ? null
    : `The search does not know the words of its language (${state.language}).`
}
