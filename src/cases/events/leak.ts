import { z } from 'zod'
import { agreedTime } from '../../kernel/local-time.ts'
import { leakSteps } from '../contract.ts'

/** A flaw that became known outside before its time. */
export const leakEvents = {
  'case.leak-reported': z.object({
    where: z.string(),
    seen: agreedTime,
    what: z.string(),
    /** By when every step has to be answered. */
    dueAt: z.string(),
  }),
  'case.leak-step-taken': z.object({
    step: z.enum(leakSteps),
    outcome: z.enum(['done', 'not-needed']),
    note: z.string(),
  }),
  'case.leak-settled': z.object({ conclusion: z.string() }),
} as const
