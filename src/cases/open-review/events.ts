import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

const frozenIssue = z.object({
  case: z.string(),
  reference: z.string(),
  title: z.string(),
  status: z.string(),
  severity: z.string().nullable(),
  version: z.number(),
})

/** Facts about an open-issue review. A shipped schema is never edited. */
export const openReviewEvents = {
  'open-review.held': z.object({
    reference: z.string(),
    title: z.string(),
    release: z.string().optional(),
    product: z.string().optional(),
    participants: z.array(z.string()),
    issues: z.array(frozenIssue),
  }),
  'open-review.concluded': z.object({
    conclusions: z.array(
      z.object({ case: z.string(), conclusion: z.string(), reason: z.string() }),
    ),
    minutes: z.string(),
  }),
  'open-review.signed': z.object({ statement: z.string() }),
} as const

export type OpenReviewEvent = EventOf<typeof openReviewEvents>
export const parseOpenReviewEvent = eventParser(openReviewEvents)
