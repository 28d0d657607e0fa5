import type { CaseState } from '../../cases/index.ts'
import type { LookState } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { one, type Typed } from '../wiring/records.ts'
import { affectedDocuments, isSearchable, newest } from './affected-documents.ts'

/**
 * Documents whose newest revision no look of the case has searched or told of: a look that is still
 * to come. Nothing where the case has no look yet.
 */
export const unsearchedDocuments = async (
  ledger: Ledger,
  id: string,
  looks: readonly Typed<LookState>[],
): Promise<readonly string[]> => {
  const about = looks.length === 0 ? undefined : await one<CaseState>(ledger, 'case', id)
  if (about === undefined) return []
  const seen = new Set(
    looks.flatMap(({ state }) => [
      ...state.searched.map(({ document, revision }) => `${document} ${revision}`),
      ...state.whyUnread.map(({ document, revision }) => `${document} ${revision}`),
      ...state.readByEye.map(({ document, revision }) => `${document} ${revision}`),
      // Looks of the past kept no revision of these.
      ...state.unread,
    ]),
  )
  return (await affectedDocuments(ledger, about.state))
    .filter((document) => {
      const revision = newest(document.state)?.file.hash ?? ''
      return (
        !seen.has(`${document.stream} ${revision}`) &&
        // What could not be searched at all waits in the look under its name.
        (isSearchable(document) || !seen.has(document.stream))
      )
    })
    .map(({ humanId }) => humanId)
}
