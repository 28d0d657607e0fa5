import { z } from 'zod'
import { fileReference } from '../kernel/fields.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { activityKindSchema, runOutcomes } from './contract.ts'

/** Facts about an activity. A shipped schema is never edited: a change adds a type or a version. */
export const activityEvents = {
  'activity.planned': z.object({
    reference: z.string(),
    kind: activityKindSchema,
    title: z.string(),
    product: z.string().optional(),
    everyDays: z.number(),
    firstDue: z.string(),
  }),
  'activity.run-recorded': z.object({
    on: z.string(),
    outcome: z.enum(runOutcomes),
    summary: z.string(),
    file: fileReference.optional(),
  }),
  'activity.retired': z.object({ reason: z.string() }),
} as const

export type ActivityEvent = EventOf<typeof activityEvents>
export const parseActivityEvent = eventParser(activityEvents)
