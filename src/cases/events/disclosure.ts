import { z } from 'zod'
import { agreedTime } from '../../kernel/local-time.ts'

/** Whether and when others are told, and who may see the case until then. */
export const disclosureEvents = {
  'case.disclosure-decided': z.object({
    disclose: z.boolean(),
    audiences: z.array(z.string()),
    on: z.string().optional(),
    /** Each audience by itself: who exactly, by what, and from which day. */
    plan: z
      .array(
        z.object({
          audience: z.string(),
          who: z.string(),
          by: z.string(),
          on: z.string().optional(),
        }),
      )
      .default([]),
    tlp: z.string(),
    reason: z.string(),
  }),
  'case.disclosure-approved': z.object({
    comment: z.string(),
    /** SHA-256 of the canonical JSON (RFC 8785) of the payload of the decision that is approved. */
    decision: z.string().optional(),
  }),
  'case.embargo-set': z.object({
    named: z.array(z.string()),
    /** The last day (UTC), or the exact time that was agreed. */
    until: z.string().optional(),
    untilAt: agreedTime.optional(),
    reason: z.string(),
  }),
  /** By itself, once its time has come: a day (UTC) or an instant. */
  'case.embargo-ended': z.object({ until: z.string() }),
  'case.embargo-move-proposed': z.object({
    move: z.string(),
    to: agreedTime,
    /** Who outside asks for it; empty where the team does. */
    party: z.string(),
    reason: z.string(),
  }),
  'case.embargo-move-answered': z.object({
    move: z.string(),
    accepted: z.boolean(),
    party: z.string(),
    reason: z.string(),
  }),
} as const
