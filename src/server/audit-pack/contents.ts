import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { ClauseReview } from '../clause-review.ts'
import { answersFor, type ReviewScope } from './review-answers.ts'
import { reviewSubject } from './subject.ts'
import type { PackParts } from './write-audit-pack.ts'

/** What a pack of verdicts would hold, if it were made now. */
export interface PackContents {
  /** How the file would be called. */
  readonly file: string
  /** How many constraints have each verdict. */
  readonly verdicts: Readonly<Record<string, number>>
  /** Passages quoted, and the documents they stand in. */
  readonly passages: number
  readonly documents: number
  /** How many records of each kind, with all their facts. */
  readonly records: Readonly<Record<string, number>>
}

/** How the file of a pack is called that has this name. */
export const packFileName = (name: string): string => `${name}.audit-pack.zip`

/** Counts what `writeAuditPack` would write for the same question; refuses what it refuses. */
export const packContents = async (
  parts: Pick<PackParts, 'ledger' | 'settings'>,
  by: ClauseReview,
  review: ReviewScope,
  actor: Actor,
): Promise<PackContents | Refusal> => {
  const answers = await answersFor(parts, by, review, actor)
  if (isRefusal(answers)) return answers
  const { passages, records } = answers
  const { name, written } = reviewSubject(answers, actor)
  return {
    file: packFileName(name),
    verdicts: written.verdicts ?? {},
    passages: passages.length,
    documents: new Set(passages.map(({ document }) => document)).size,
    records: countBy(records.values()),
  }
}

const countBy = (records: Iterable<{ readonly kind: string }>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
