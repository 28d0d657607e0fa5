import { z } from 'zod'
import { addressees } from '../contract/reaching.ts'

/** See `events.ts`: when the server looks at the dates next. */
export const reachingEvents = <Watch extends z.ZodRawShape>(watch: Watch) =>
  ({
    /** A mail came back; to whom it was is known by its delivery. */
    'report.not-reached': z.object({
      ...watch,
      delivery: z.string(),
      whom: z.enum(addressees),
      status: z.string(),
    }),
    'report.reached-otherwise': z.object({ ...watch, reason: z.string() }),
    'report.origin-moved': z.object({
      ...watch,
      system: z.string(),
      key: z.string(),
      url: z.string(),
      id: z.string(),
    }),
  }) as const
