import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

const frozenIssue = z.object({
  case: z.string(),
  reference: z.string(),
  title: z.string(),
  status: z.string(),
  severity: z.string().nullable(),
  version: z.number(),
  dueAt: z.string().nullable().optional(),
  stale: z.boolean().optional(),
  /** Null where none was proposed, and of a case under embargo. */
  disposition: z.object({ path: z.string(), approved: z.boolean() }).nullable().optional(),
  /** Revisions by VEX status: of the product of the review, or of all. */
  impact: z.record(z.string(), z.number()).optional(),
})

const minutesFile = z.object({ hash: z.string(), name: z.string(), size: z.number() })

/** Facts about an open-issue review. A shipped schema is never edited. */
export const openReviewEvents = {
  'open-review.held': z.object({
    reference: z.string(),
    title: z.string(),
    release: z.string().optional(),
    product: z.string().optional(),
    participants: z.array(z.string()),
    attendees: z.array(z.string()).optional(),
    issues: z.array(frozenIssue),
  }),
  'open-review.concluded': z.object({
    conclusions: z.array(
      z.object({ case: z.string(), conclusion: z.string(), reason: z.string() }),
    ),
    minutes: z.string(),
  }),
  'open-review.agreed': z.object({ comment: z.string() }),
  /** `signed`: the copy with the signatures, beside the minutes that were signed. */
  'open-review.minutes-written': z.object({ file: minutesFile, signed: z.boolean().optional() }),
  /** With the minutes that were signed, where they were written by then. */
  'open-review.signed': z.object({ statement: z.string(), minutes: minutesFile.optional() }),
} as const

export type OpenReviewEvent = EventOf<typeof openReviewEvents>
export const parseOpenReviewEvent = eventParser(openReviewEvents)
