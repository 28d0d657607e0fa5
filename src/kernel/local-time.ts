import { z } from 'zod'
import { type Refusal, refuse } from './result.ts'
import { type Instant, instantOf } from './time.ts'
import { isTimeZone } from './time-zone.ts'

const asWritten = 'Write it as 2026-03-29T14:30, in a year from 1970 to 2999.'

/** A moment as people agree on one: what the clock on the wall says, and where the wall stands. */
export const localTime = z.strictObject({
  at: z.iso
    .datetime({ local: true, offset: false, precision: -1, error: asWritten })
    // Zod lets one in UTC pass as a local one; another year is a slip of the pen.
    .refine((at) => !at.endsWith('Z') && at >= '1970-01-02' && at < '3000', asWritten)
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
  // Only our own reckoning writes it.
  instant: z.string().transform((text) => text as Instant),
  at: z.string(),
  zone: z.string(),
})
export type AgreedTime = z.output<typeof agreedTime>

/**
 * The instant of a local time. Refuses one that the zone leaves out when summer time begins, and one
 * that it has twice when summer time ends, unless it says which (time zone rules: IANA).
 */
export const resolveLocalTime = ({ at, zone, which }: LocalTime): AgreedTime | Refusal => {
  const [first, second] = instantsOf(at, zone)
  if (first === undefined)
    return refuse(
      'time/left-out',
      `There is no ${at} in ${zone}: the clock is put forward then. Choose another time.`,
    )
  if (second === undefined)
    return which === undefined
      ? { instant: first, at, zone }
      : refuse('time/only-once', `${at} is there only once in ${zone}. Leave out which of the two.`)
  if (which === undefined)
    return refuse(
      'time/stands-twice',
      `${at} is there twice in ${zone}: the clock is put back then. Say whether you mean the first or the second.`,
    )
  return { instant: which === 'first' ? first : second, at, zone }
}

/**
 * Every instant at which the clock of the zone shows this time, the earliest first: one, none or two.
 * A day before and a day after lie on both sides of any change, so their offsets are all that come
 * into question. Works without Temporal, because a form asks it in the browser.
 */
export const instantsOf = (at: string, zone: string): readonly Instant[] => {
  const wall = Date.parse(`${at}Z`)
  const shown = clockOf(zone)
  const offsets = [wall - day, wall + day].map((probe) => shown(probe) - probe)
  return [...new Set(offsets)]
    .map((offset) => wall - offset)
    .filter((instant) => shown(instant) === wall)
    .sort((one, other) => one - other)
    .map(instantOf)
}

const day = 86_400_000

/** What the clock of the zone shows at a moment, read as if it were UTC. */
const clockOf = (zone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, date, hour, minute, second)
  }
}

/** The first moment after a calendar day in UTC. */
export const endOfUtcDay = (on: string): Instant =>
  instantOf(Date.parse(`${on}T00:00:00.000Z`) + day)
