import type { ConstraintId } from '../catalogue/constraint-ids.ts'
import type { ExtractionOutcome } from '../kernel/passage.ts'
import type { ConstraintVerdict, DocumentVerdict, Evidence } from './judge/verdicts.ts'

/** The constraints under review: all 49, or those of one clause. */
export type ByConstraint<T> = Readonly<Partial<Record<ConstraintId, T>>>

export interface ReviewedDocument {
  /** Relative to the reviewed folder, with forward slashes. */
  readonly path: string
  readonly outcome: ExtractionOutcome
  readonly reason?: string
  readonly constraints: ByConstraint<ConstraintVerdict>
}

export interface FolderConstraint {
  readonly verdict: DocumentVerdict
  readonly confidence: number
  /** The documents that say it, best first. */
  readonly documents: readonly {
    readonly path: string
    readonly verdict: 'met' | 'partial'
    readonly confidence: number
    readonly evidence: readonly Evidence[]
  }[]
  /** How many documents could not answer because they were not read, or only in part. */
  readonly unread: number
}

/** What `vulnerary review FOLDER --format json` prints. */
export interface FolderReview {
  readonly documents: readonly ReviewedDocument[]
  readonly constraints: ByConstraint<FolderConstraint>
  /** Files that were left out before reading, such as links. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[]
}

const documentsShown = 20

/**
 * One constraint over all documents: the best of them decides. Absent only if every document was
 * read whole; one that was not may hold what is missing.
 */
export const overDocuments = (
  id: ConstraintId,
  documents: readonly ReviewedDocument[],
): FolderConstraint => {
  const said: FolderConstraint['documents'][number][] = []
  let unread = 0
  let absence = 1
  for (const { path, constraints } of documents) {
    const one = constraints[id]
    if (one === undefined) continue
    const { verdict, confidence, evidence } = one
    if (verdict === 'could-not-run') unread++
    else if (verdict === 'absent') absence = Math.min(absence, confidence)
    else said.push({ path, verdict, confidence, evidence })
  }
  said.sort(
    (a, b) =>
      rank(a.verdict) - rank(b.verdict) || b.confidence - a.confidence || compare(a.path, b.path),
  )
  const [best] = said
  if (best !== undefined)
    return {
      verdict: best.verdict,
      confidence: best.confidence,
      documents: said.slice(0, documentsShown),
      unread,
    }
  if (unread > 0 || documents.length === 0)
    return { verdict: 'could-not-run', confidence: 0, documents: [], unread }
  return { verdict: 'absent', confidence: absence, documents: [], unread }
}

const rank = (verdict: 'met' | 'partial'): number => (verdict === 'met' ? 0 : 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
