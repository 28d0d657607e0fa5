import { type CaseState, type Change, changesBetween } from '../../cases/index.ts'
import { foldInto } from '../../ledger/fold.ts'
import type { Kind, RecordedEvent } from '../../ledger/index.ts'

/** What each fact of a case changed, by the fact; facts that changed none of it are left out. */
export const changesOfCase = (
  kind: Kind,
  events: readonly RecordedEvent[],
): ReadonlyMap<string, readonly Change[]> => {
  const found = new Map<string, readonly Change[]>()
  let state = kind.initial
  for (const event of events) {
    const next = foldInto(kind, state, [event])
    // The kind is that of cases, and folds nothing else.
    const changes = changesBetween(state as CaseState, next as CaseState)
    if (changes.length > 0) found.set(event.id, changes)
    state = next
  }
  return found
}
