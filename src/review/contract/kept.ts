import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, recordId } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'
import type { Verdict } from './answer.ts'

/** A scope as a facet: `product@revision`, both may be empty. */
export const scopeKey = (product: string | null | undefined, revision: string | null | undefined) =>
  `${product ?? ''}@${revision ?? ''}`

const scope = {
  product: recordId.optional().meta({
    title: 'Product',
    description: 'Leave it empty to keep the review of all products together.',
  }),
  revision: line.min(1).optional().meta({
    title: 'Revision',
    description: 'One revision of the product. Empty: all of them.',
  }),
}

export const keepReview = declareCommand({
  name: 'keep',
  creates: true,
  title: 'Keep the review',
  help: 'Freezes what the clause review answers now, with the hashes of documents and passages, to say later what has changed since. It holds what every colleague may see; records under embargo stay out.',
  permission: ['approver', 'engineer', 'release-manager'],
  input: z.strictObject({
    ...scope,
    reason: paragraph.default('').meta({ title: 'Why it is kept' }),
  }),
})

export const keepReviewOfRelease = declareCommand({
  name: 'keep-at-release',
  creates: true,
  title: 'Keep the review of a release',
  help: 'Freezes the clause review when a release is signed.',
  permission: [],
  internal: true,
  input: z.strictObject({ ...scope, release: recordId, reason: paragraph }),
})

export const clauseReviewContract = declareKind({
  kind: 'clause-review',
  collection: 'clause-reviews',
  prefix: 'CRV',
  clause: '9.5',
  title: 'Kept clause review',
  readers,
  statuses: ['kept'],
  listed: ['product', 'revision', 'release'],
  commands: [keepReview, keepReviewOfRelease],
})

/** The four questions, each by its verdict. */
export interface FrozenLegs {
  readonly exists: Verdict
  readonly says: Verdict
  readonly inForce: Verdict
  readonly record: Verdict
}

/** A passage that a kept review rested on. */
export interface FrozenPassage {
  readonly documentId: string
  readonly document: string
  readonly version: string
  /** SHA-256 of the file, and of the passage. */
  readonly revision: string
  readonly passageHash: string
  readonly location: string
  readonly pattern: string
}

/** One constraint as it was answered when the review was kept. */
export interface FrozenAnswer {
  readonly id: string
  readonly verdict: Verdict
  readonly legs: FrozenLegs
  readonly documents: Verdict
  readonly records: Verdict
  /** What the records said then. */
  readonly detail: string
  readonly basis: string
  /** SHA-256 over the whole answer (RFC 8785). */
  readonly hash: string
  readonly passages: readonly FrozenPassage[]
  readonly links: readonly { readonly kind: string; readonly id: string }[]
  /** The person's word that the verdict rests on, by its number; empty where there is none. */
  readonly word: string
  /** The accepted gap, by its number; empty where there is none. */
  readonly accepted: string
}

/** One constraint that is answered otherwise than in the last kept review. */
export interface ConstraintChange {
  readonly id: string
  readonly title: string
  readonly severity: string
  readonly before: { readonly verdict: Verdict; readonly legs: FrozenLegs }
  readonly after: { readonly verdict: Verdict; readonly legs: FrozenLegs }
  /**
   * Of the same verdict: `weaker` and `stronger` where its questions are answered worse or better,
   * `evidence` where it rests on something else.
   */
  readonly is: 'better' | 'worse' | 'other' | 'weaker' | 'stronger' | 'evidence'
  /** Sentences, each one reason. */
  readonly because: readonly string[]
  /** Whose passages are gone or new. */
  readonly documents: readonly ChangedDocument[]
}

export interface ChangedDocument {
  readonly id: string
  /** Human id and title. */
  readonly document: string
  /** SHA-256 of the file that showed it when the review was kept; null where it did not. */
  readonly revision: string | null
}

/** What changed since the last kept review of the same scope. */
export interface ReviewChanges {
  /** Null where none was kept yet. */
  readonly since: {
    readonly id: string
    readonly humanId: string
    readonly at: string
    readonly by: string
    readonly reason: string
    readonly release: string | null
  } | null
  readonly changes: readonly ConstraintChange[]
  readonly unchanged: number
  /** How many constraints had each verdict then, and have it now. */
  readonly counts: {
    readonly before: Readonly<Partial<Record<Verdict, number>>>
    readonly after: Readonly<Partial<Record<Verdict, number>>>
  }
}
