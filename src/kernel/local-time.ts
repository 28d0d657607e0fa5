import { z } from 'zod'
import { type Instant, instantOf } from './time.ts'
import { isTimeZone } from './time-zone.ts'

const asWritten = 'Write it as 2026-03-29T14:30.'

/** A moment as people agree on one: what the clock on the wall says, and where the wall stands. */
export const localTime = z.strictObject({
  at: z.iso
    .datetime({ local: true, offset: false, precision: -1, error: asWritten })
    // Zod lets one in UTC pass as a local one.
    .refine((at) => !at.endsWith('Z'), asWritten)
    .meta({ title: 'Day and time' }),
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Write a time zone like "Europe/Berlin" or "UTC".')
    .meta({ title: 'Time zone', description: 'Like Europe/Berlin or UTC.' }),
  which: z.enum(['first', 'second']).optional().meta({
    title: 'Which of the two',
    description: 'Only where summer time ends and the clock shows this time twice.',
  }),
})
export type LocalTime = z.output<typeof localTime>

/** The same moment as a fact keeps it: as it was agreed, and the instant that it is. */
export const agreedTime = z.object({
  instant: z.string(),
  at: z.string(),
  zone: z.string(),
})
export type AgreedTime = z.output<typeof agreedTime>

/** The first moment after a calendar day in UTC. */
export const endOfUtcDay = (day: string): Instant =>
  instantOf(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000)
