import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'

/** How a report was verified, and where the flaw sits. */
export const analysisEvents = {
  'case.report-verified': z.object({
    outcome: z.enum(['reproduced', 'partly', 'not-reproduced', 'cannot-be-tried']),
    report: z.string().optional(),
    product: z.string().optional(),
    revision: z.string().optional(),
    how: z.string(),
    tools: z.array(z.string()),
    evidence: z.array(fileReference),
    verifiedBy: z.string(),
    on: z.string(),
  }),
  'case.context-recorded': z.object({
    location: z.string(),
    boundary: z.string(),
    reachableBy: z.string(),
    data: z.string(),
  }),
} as const
