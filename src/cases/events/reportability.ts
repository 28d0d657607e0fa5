import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'
import type { Instant } from '../../kernel/time.ts'
import { actionSchema, stageSchema } from '../contract.ts'

/** What authorities must know, and what they were sent. */
export const reportabilityEvents = {
  'case.reportability-decided': z.object({
    authority: z.string(),
    reportable: z.boolean(),
    reason: z.string(),
  }),
  'case.reportability-approved': z.object({ authority: z.string(), comment: z.string() }),
  'case.submission-recorded': z.object({
    authority: z.string(),
    stage: stageSchema,
    what: z.string(),
    // Only our own reckoning writes it.
    sentAt: z.string().transform((text) => text as Instant),
    timeZone: z.string(),
    reference: z.string(),
    incident: z.string().optional(),
    files: z.array(fileReference),
  }),
  'case.action-referenced': z.object({
    action: actionSchema,
    number: z.string(),
    note: z.string(),
  }),
} as const
