import { z } from 'zod'
import { severities } from '../../kernel/severity.ts'

/** How severe the flaw is. */
export const scoringEvents = {
  'case.scored': z.object({
    vector: z.string(),
    version: z.string(),
    score: z.number(),
    severity: z.enum(severities),
    source: z.string(),
  }),
} as const
