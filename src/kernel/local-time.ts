import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isTimeZone } from './calendar.ts'
import { type Refusal, refuse } from './result.ts'
import { type Instant, instantOf } from './time.ts'

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

/**
 * The instant of a local time. Refuses one that the zone leaves out when summer time begins, and one
 * that it has twice when summer time ends, unless it says which (time zone rules: IANA).
 */
export const resolveLocalTime = ({ at, zone, which }: LocalTime): AgreedTime | Refusal => {
  const plain = Temporal.PlainDateTime.from(at)
  const first = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const second = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  const agreed = (one: Temporal.ZonedDateTime): AgreedTime => ({
    instant: instantOf(one.epochMilliseconds),
    at,
    zone,
  })
  if (first.epochMilliseconds === second.epochMilliseconds)
    return which === undefined
      ? agreed(first)
      : refuse('time/only-once', `${at} is there only once in ${zone}. Leave out which of the two.`)
  if (!first.toPlainDateTime().equals(plain))
    return refuse(
      'time/left-out',
      `There is no ${at} in ${zone}: the clock is put forward then. Choose another time.`,
    )
  if (which === undefined)
    return refuse(
      'time/stands-twice',
      `${at} is there twice in ${zone}: the clock is put back then. Say whether you mean the first or the second.`,
    )
  return agreed(which === 'first' ? first : second)
}

/** The first moment after a calendar day in UTC. */
export const endOfUtcDay = (day: string): Instant =>
  instantOf(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000)
