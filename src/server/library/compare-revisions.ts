import {
  type Change,
  type Comparison,
  type DocumentState,
  type FoundAgain,
  findAgain,
  type Words,
  wordDifferences,
} from '../../documents/index.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Typed } from '../wiring/records.ts'
import type { Revision } from './original.ts'
import type { RecentComparisons } from './recent-comparisons.ts'
import { type Kept, statementsOf } from './statements.ts'
import { followStatements, hasUnfollowed } from './store-statements.ts'

export interface ComparedRevisions {
  readonly counts: Readonly<Record<Change | 'same', number>>
  readonly items: readonly ComparedStatements[]
  /** Where the next page begins; null behind the last. */
  readonly next: number | null
}

interface ComparedStatements {
  readonly change: Change
  readonly moved: boolean
  readonly how: 'reworded' | 'otherwise' | null
  readonly likeness: number
  readonly before: readonly Kept[]
  readonly after: readonly Kept[]
  readonly words: readonly Words[]
}

export interface Wanted {
  readonly changes: readonly Change[]
  readonly from: number
  readonly limit: number
}

/** One page of what differs between two revisions of a document, statement by statement. */
export const comparedRevisions = async (
  { database }: Pick<Ledger, 'database'>,
  recent: RecentComparisons,
  document: Typed<DocumentState>,
  older: Revision,
  newer: Revision,
  { changes, from, limit }: Wanted,
): Promise<ComparedRevisions> => {
  if (await hasUnfollowed(database, document.stream)) await followStatements(database, document)
  const { before, after, differences, same } = await recent(
    document.stream,
    older.file.hash,
    newer.file.hash,
  )
  const wanted = differences.filter(({ change }) => changes.includes(change))
  const at = (list: readonly Kept[], places: readonly number[]) =>
    places.flatMap((place) => list[place] ?? [])
  return {
    counts: countsOf(differences, same),
    items: wanted.slice(from, from + limit).map((one) => {
      const sides = { before: at(before, one.before), after: at(after, one.after) }
      return { ...one, ...sides, words: wordDifferences(textOf(sides.before), textOf(sides.after)) }
    }),
    next: from + limit < wanted.length ? from + limit : null,
  }
}

const countsOf = (
  differences: Comparison['differences'],
  same: number,
): ComparedRevisions['counts'] => {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0, same }
  for (const { change } of differences) counts[change]++
  return counts
}

const textOf = (statements: readonly Kept[]): string => statements.map(({ text }) => text).join(' ')

/** Refuses revisions of which nothing was read: all of it would seem to be removed or added. */
export const comparable = ({ version, reading }: Revision): Refusal | undefined => {
  if (reading === null)
    return refuse('document/being-read', `Version ${version} is being read. Try again soon.`)
  return reading.outcome === 'could-not-read'
    ? refuse(
        'document/not-read',
        `Version ${version} could not be read, so nothing can be compared. ${reading.reason}`,
      )
    : undefined
}

/** Finds citations of one revision in another one of the same document. */
export const foundAgain = async (
  { database }: Pick<Ledger, 'database'>,
  document: Typed<DocumentState>,
  cited: string,
  shown: string,
): Promise<(cited: { readonly quote: string; readonly location?: string }) => FoundAgain<Kept>> => {
  if (await hasUnfollowed(database, document.stream)) await followStatements(database, document)
  const after = await statementsOf({ database }, document.stream, shown)
  const before = cited === shown ? after : await statementsOf({ database }, document.stream, cited)
  return findAgain(before, after)
}
