import { z } from 'zod'
import { caseFacts } from '../contract.ts'

/** How a case begins, what is known of the flaw, and its end. */
export const openingEvents = {
  'case.opened': z.object({
    reference: z.string(),
    title: z.string(),
    summary: z.string(),
    report: z.string().optional(),
    cve: z.string().optional(),
    cwe: z.string().optional(),
    awareOn: z.string(),
  }),
  'case.described': z.object({
    cve: z.string().optional(),
    cwe: z.string().optional(),
    rootCause: z.string().optional(),
    facts: caseFacts.optional(),
  }),
  'case.closed': z.object({ conclusion: z.string() }),
  'case.reopened': z.object({ reason: z.string() }),
} as const
