import type { ConstraintId } from '../catalogue/constraint-ids.ts'
import type { ExtractionOutcome } from '../kernel/passage.ts'
import type { AsksAgain, Leg } from './contract.ts'
import type { FolderProblem } from './folder-ports.ts'
import type {
  ConstraintVerdict,
  DocumentVerdict,
  DocumentVerdicts,
  Evidence,
} from './judge/verdicts.ts'

/** The constraints under review: all 49, or those of one clause. */
export type ByConstraint<T> = Readonly<Partial<Record<ConstraintId, T>>>

/** What reading and judging a file gave, whatever was asked about it. */
export interface JudgedFile {
  readonly outcome: ExtractionOutcome
  readonly reason?: string
  readonly constraints: DocumentVerdicts
}

/** What a person said of a document in the file beside it, and what the judge had found. */
export interface PersonsWord {
  readonly by: string
  readonly on: string
  readonly reason: string
  readonly found: DocumentVerdict
}

/** The judge's verdict, or a person's; what a person calls about something else is not applicable. */
export interface ReviewedVerdict extends Omit<ConstraintVerdict, 'verdict'> {
  readonly verdict: DocumentVerdict | 'not-applicable'
  readonly word?: PersonsWord
}

export interface ReviewedDocument {
  /** Relative to the reviewed folder, with forward slashes. */
  readonly path: string
  /** Of the file, in hex; absent where nobody could read it. */
  readonly sha256?: string
  readonly outcome: ExtractionOutcome
  readonly reason?: string
  readonly constraints: ByConstraint<ReviewedVerdict>
  /** Words of people that hold no more. */
  readonly asksAgain?: readonly AsksAgain[]
}

export interface FolderConstraint {
  /** Where people declared what is in force: met only by a document that is. */
  readonly verdict: DocumentVerdict
  /** Whether a document that says it is in force; only where that is declared. */
  readonly inForce?: Leg
  /** What the documents say, in force or not; only where that is declared. */
  readonly says?: DocumentVerdict
  readonly confidence: number
  /** The documents that say it, best first; at most `limits.review.documentsShown`. */
  readonly documents: readonly {
    readonly path: string
    readonly sha256?: string
    readonly verdict: 'met' | 'partial'
    readonly confidence: number
    readonly evidence: readonly Evidence[]
    readonly word?: PersonsWord
  }[]
  /** How many documents say it in all. */
  readonly said: number
  /** How many documents could not answer because they were not read, or only in part. */
  readonly unread: number
  /** Documents whose name gives them away as its place, whatever they say; the first paths. */
  readonly exists: { readonly documents: number; readonly paths: readonly string[] }
}

/** A document of which something was not read, and why. */
export interface UnreadDocument {
  readonly path: string
  readonly outcome: 'partly-read' | 'could-not-read'
  readonly reason?: string
}

/** A review of a folder without what each document says by itself: as small for 50,000 as for 50. */
export interface FolderSummary {
  readonly constraints: ByConstraint<FolderConstraint>
  readonly counts: Readonly<Record<ExtractionOutcome, number>>
  /** The first of them; `counts` has all. */
  readonly unread: readonly UnreadDocument[]
  /** What was left out before reading, such as links: the first of them. */
  readonly leftOut: readonly FolderProblem[]
  readonly leftOutInAll: number
  /** The file in which people said what is in force; undefined where there is none. */
  readonly declaredIn?: string
  /** Words of people that hold no more: the first of them, each with its document. */
  readonly asksAgain?: readonly (AsksAgain & { readonly path: string })[]
}

/** What `vulnerary review FOLDER --format json` prints. */
export interface FolderReview extends FolderSummary {
  readonly documents: readonly ReviewedDocument[]
}
