import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { verdicts } from '../contract.ts'

const verdict = z.enum(verdicts)

/** Facts about a kept clause review. A shipped schema is never edited. */
export const clauseReviewEvents = {
  'clause-review.kept': z.object({
    reference: z.string(),
    product: z.string().optional(),
    revision: z.string().optional(),
    /** Present where it was kept because this release was signed. */
    release: z.string().optional(),
    reason: z.string(),
    /** How the scope is called. */
    title: z.string(),
    /** SHA-256 over the clauses and patterns that it was judged by. */
    catalogue: z.string(),
    answers: z.array(
      z.object({
        id: z.string(),
        verdict,
        legs: z.object({ exists: verdict, says: verdict, inForce: verdict, record: verdict }),
        documents: verdict,
        records: verdict,
        detail: z.string(),
        basis: z.string(),
        hash: z.string(),
        passages: z.array(
          z.object({
            documentId: z.string(),
            document: z.string(),
            version: z.string(),
            revision: z.string(),
            passageHash: z.string(),
            location: z.string(),
            pattern: z.string(),
          }),
        ),
        links: z.array(z.object({ kind: z.string(), id: z.string() })),
        word: z.string(),
        accepted: z.string(),
      }),
    ),
  }),
} as const

export type ClauseReviewEvent = EventOf<typeof clauseReviewEvents>
export const parseClauseReviewEvent = eventParser(clauseReviewEvents)
