import { z } from 'zod'
import { dispositionSchema, endingSchema } from '../contract.ts'

/** The decided path, or the end without a fix. */
export const dispositionEvents = {
  'case.disposition-proposed': z.object({
    path: dispositionSchema,
    reason: z.string(),
    /** In one text, as they were told before each had its own reason. */
    alternatives: z.string().optional(),
    considered: z.array(z.object({ alternative: z.string(), whyNot: z.string() })).default([]),
    guidance: z.array(z.string()),
    control: z.string().default(''),
    /** Products that go another way than the rest. */
    rows: z
      .array(
        z.object({
          product: z.string(),
          path: dispositionSchema,
          reason: z.string(),
          guidance: z.array(z.string()),
          control: z.string(),
        }),
      )
      .default([]),
  }),
  'case.disposition-approved': z.object({
    comment: z.string(),
    /** SHA-256 of the canonical JSON (RFC 8785) of the payload of the proposal that is signed. */
    proposal: z.string().optional(),
  }),
  'case.disposition-rejected': z.object({ reason: z.string(), proposal: z.string() }),
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
