import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { PassageLocation } from '../../kernel/passage.ts'

/** What one document says to one constraint. Only `met` is green. */
export type DocumentVerdict = 'met' | 'partial' | 'absent' | 'could-not-run'

export interface Evidence {
  /** Verbatim from the passage but for white space. */
  readonly quote: string
  /** The part of the quote that matched, where the quote is longer: for marking it. */
  readonly focus?: string
  readonly location: PassageLocation
  /** Index of the passage in the document. */
  readonly passage: number
  /** The catalogue's pattern that found it. */
  readonly pattern: string
}

export interface ConstraintVerdict {
  readonly verdict: DocumentVerdict
  /** 0 to 1: how sure the judge is of this verdict; it is no probability of conformity. */
  readonly confidence: number
  /** Best first; empty unless met or partial. */
  readonly evidence: readonly Evidence[]
}

export type DocumentVerdicts = Readonly<Record<ConstraintId, ConstraintVerdict>>
