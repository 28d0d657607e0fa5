import { z } from 'zod'
import { vexJustifications } from '../contract.ts'

const inquiryMoment = z.object({
  kind: z.enum(['remind', 'escalate']),
  at: z.string(),
  to: z.array(z.string()),
})

/** What owners of other products were asked, and said. */
export const ownersEvents = {
  'case.owners-asked': z.object({
    products: z.array(
      z.object({
        product: z.string(),
        name: z.string(),
        owners: z.array(z.string()),
        because: z.array(z.string()),
      }),
    ),
    reason: z.string(),
    dueAt: z.string(),
    moments: z.array(inquiryMoment),
    mails: z.number(),
  }),
  /** Alone: the server found at the closure that there is no other product. */
  'case.nobody-asked': z.object({ reason: z.string(), alone: z.boolean() }),
  'case.owner-answered': z.object({
    product: z.string(),
    answer: z.enum(['affected', 'not-affected', 'looking']),
    revisions: z.array(z.string()),
    justification: z.enum(vexJustifications).optional(),
    statement: z.string(),
    until: z.string().optional(),
    dueAt: z.string().optional(),
    moments: z.array(inquiryMoment),
    /** Why an administrator answered for the owners; empty where an owner did. */
    onBehalf: z.string(),
  }),
  'case.owners-reminded': z.object({
    product: z.string(),
    kind: z.enum(['remind', 'escalate']),
    moment: z.string(),
    dueAt: z.string(),
    to: z.array(z.string()),
    mails: z.number(),
  }),
} as const
