import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

/** Facts about the policy. A shipped schema is never edited. */
export const policyEvents = {
  'policy.published': z.object({
    reference: z.string(),
    number: z.number(),
    changes: z.string(),
    /** What the rules of the clocks promised on that day. */
    promised: z.record(z.string(), z.number()),
    scope: z.string(),
    language: z.string(),
    contactMail: z.string(),
    phone: z.string(),
    languages: z.array(z.string()),
    safeHarbour: z.enum(['good-faith', 'authorised', 'no-complaint', 'none']),
    recognition: z.enum(['advisory', 'none']),
    disclosureDays: z.number().optional(),
    notToSend: z.string(),
    rules: z.string(),
  }),
} as const

export type PolicyEvent = EventOf<typeof policyEvents>
export const parsePolicyEvent = eventParser(policyEvents)
