import { z } from 'zod'

/** What the page of an indicator reads of its state. */
export const indicatorView = z.object({
  status: z.enum(['open', 'reported', 'dismissed']),
  rule: z.string(),
  title: z.string(),
  cause: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** Seconds. */
  window: z.number(),
  evidence: z.array(z.string()),
  /** All events of the cause in the window; more than the evidence where they are many. */
  count: z.number(),
  lastSeenAt: z.string(),
  by: z.enum(['rule', 'hand']),
  product: z.string(),
  note: z.string(),
  report: z.string().nullable(),
  ended: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
})
/** What the page of a device reads of its state. */
export const deviceView = z.object({
  status: z.enum(['without-token', 'active', 'revoked']),
  source: z.string(),
  product: z.string(),
  note: z.string(),
  tokenUntil: z.string().nullable(),
  ended: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type DeviceView = z.output<typeof deviceView>

export type IndicatorView = z.output<typeof indicatorView>
