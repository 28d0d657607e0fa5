import { z } from 'zod'
import { dispositionSchema, endingSchema } from '../contract.ts'

/** The decided path, or the end without a fix. */
export const dispositionEvents = {
  'case.disposition-proposed': z.object({
    path: dispositionSchema,
    reason: z.string(),
    alternatives: z.string(),
    guidance: z.array(z.string()),
  }),
  'case.disposition-approved': z.object({ comment: z.string() }),
  'case.ending-proposed': z.object({
    ending: endingSchema,
    reason: z.string(),
    duplicateOf: z.string().optional(),
    message: z.string(),
  }),
  /** With what the reporter is told of it. */
  'case.ending-approved': z.object({
    comment: z.string(),
    ending: endingSchema,
    duplicateOf: z.string().optional(),
    message: z.string(),
  }),
} as const
