import { z } from 'zod'

/** Whether and when others are told, and who may see the case until then. */
export const disclosureEvents = {
  'case.disclosure-decided': z.object({
    disclose: z.boolean(),
    audiences: z.array(z.string()),
    on: z.string().optional(),
    tlp: z.string(),
    reason: z.string(),
  }),
  'case.disclosure-approved': z.object({ comment: z.string() }),
  'case.embargo-set': z.object({
    named: z.array(z.string()),
    until: z.string().optional(),
    reason: z.string(),
  }),
  /** By itself, once its last day is over. */
  'case.embargo-ended': z.object({ until: z.string() }),
} as const
