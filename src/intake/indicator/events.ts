import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

/** Facts about an indicator. A shipped schema is never edited: a change adds a type or a version. */
export const indicatorEvents = {
  'indicator.raised': z.object({
    reference: z.string(),
    rule: z.string(),
    title: z.string(),
    /** Sealed: it names users and devices. */
    cause: z.string(),
    causeKey: z.string(),
    firstAt: z.string(),
    lastAt: z.string(),
    window: z.number(),
    evidenceSet: z.string(),
    evidence: z.array(z.string()),
    product: z.string(),
    report: z.boolean(),
    by: z.enum(['rule', 'hand']).default('rule'),
    note: z.string().default(''),
  }),
  'indicator.window-closed': z.object({
    count: z.number(),
    lastAt: z.string(),
    evidence: z.array(z.string()),
  }),
  'indicator.report-ordered': z.object({ note: z.string(), product: z.string() }),
  'indicator.report-linked': z.object({ report: z.string() }),
  'indicator.dismissed': z.object({ reason: z.string() }),
} as const

export type IndicatorEvent = EventOf<typeof indicatorEvents>
export const parseIndicatorEvent = eventParser(indicatorEvents)
