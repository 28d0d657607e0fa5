import { type Comparison, compareRevisions } from '../../documents/index.ts'
import type { Database } from '../../ledger/index.ts'
import { type Kept, statementsOf } from './statements.ts'

/** Two revisions with what differs between them. */
export interface Compared extends Comparison {
  readonly before: readonly Kept[]
  readonly after: readonly Kept[]
}

export type RecentComparisons = (
  document: string,
  older: string,
  newer: string,
) => Promise<Compared>

/** Milliseconds: longer than somebody takes to the next page. Late readings may change lineages. */
const lasts = 120_000
/** Statements in memory altogether; one comparison may hold more. */
const atMost = 100_000

/** Compares revisions once for all pages that somebody reads of them. */
export const recentComparisons = (database: Database, clock: () => number): RecentComparisons => {
  const recent = new Map<string, { readonly at: number; readonly compared: Promise<Compared> }>()
  const sizes = new Map<string, number>()
  const forget = (key: string) => {
    recent.delete(key)
    sizes.delete(key)
  }
  const makeRoom = () => {
    let held = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const [key, size] of [...sizes].slice(0, -1)) {
      if (held <= atMost) return
      held -= size
      forget(key)
    }
  }
  return async (document, older, newer) => {
    const key = [document, older, newer].join(' ')
    const known = recent.get(key)
    if (known !== undefined && clock() - known.at < lasts) return known.compared
    const compared = compare(database, document, older, newer)
    forget(key)
    recent.set(key, { at: clock(), compared })
    try {
      const { before, after } = await compared
      sizes.set(key, before.length + after.length)
      makeRoom()
    } catch (cause) {
      forget(key)
      throw cause
    }
    return compared
  }
}

const compare = async (
  database: Database,
  document: string,
  older: string,
  newer: string,
): Promise<Compared> => {
  const before = await statementsOf({ database }, document, older)
  const after = await statementsOf({ database }, document, newer)
  return { before, after, ...compareRevisions(before, after) }
}
