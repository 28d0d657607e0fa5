import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'

/** The change that fixes the flaw: requested, reviewed, tested. */
export const changeEvents = {
  'case.change-requested': z.object({ reference: z.string(), description: z.string() }),
  'case.change-reviewed': z.object({
    safety: z.string(),
    security: z.string(),
    effectiveness: z.string(),
    accepted: z.boolean(),
  }),
  'case.fix-verified': z.object({
    product: z.string(),
    fixedIn: z.string(),
    tested: z.string(),
    evidence: z.array(fileReference),
  }),
  'case.verification-failed': z.object({
    product: z.string(),
    fixedIn: z.string(),
    tested: z.string(),
    evidence: z.array(fileReference),
  }),
} as const
