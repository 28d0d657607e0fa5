import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { remembering } from './remembering.ts'
import type { Span } from './span.ts'
import { type Instant, instantOf, millisecondsOf } from './time.ts'
import { isTimeZone } from './time-zone.ts'

/** The day something is due, as the maker's calendar has it, and the very moment it is late. */
export interface Deadline {
  readonly day: string
  readonly at: Instant
}

const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day like "09:00".')

/** How a maker works: time zone, working days and hours, holidays. */
export const calendarSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'Write a time zone like "Europe/Berlin" or "UTC".'),
  weekdays: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .transform((names) => names.map((name) => weekdays.indexOf(name) + 1)),
  hours: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    // Shorter days would make a span of working hours run over years.
    .refine(({ from, to }) => minutes(to) - minutes(from) >= 60, 'A working day has an hour.'),
  holidays: z.array(z.iso.date('Write a day like "2026-12-25".')).max(500).default([]),
})

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Numbers of weekdays are those of ISO 8601: Monday is 1. */
export type Calendar = z.output<typeof calendarSchema>

/** The calendar day of a moment, where the maker works. */
export const dayIn = (calendar: Calendar, at: Instant): string => {
  const last = lastDays.get(calendar)
  if (last !== undefined && last.begins <= at && at <= last.ends) return last.day
  const date = zoned(calendar, at).toPlainDate()
  const day = date.toString()
  const begins = instantOf(date.toZonedDateTime(calendar.timeZone).epochMilliseconds)
  lastDays.set(calendar, { day, begins, ends: endOfDayIn(calendar, day) })
  return day
}

interface Day {
  readonly day: string
  readonly begins: Instant
  readonly ends: Instant
}

/** Most of what a calendar is asked is of the same day. */
const lastDays = new WeakMap<Calendar, Day>()

const ends = remembering<Calendar, Instant>()

/** The last millisecond of a day there. */
export const endOfDayIn = (calendar: Calendar, day: string): Instant =>
  ends(calendar, day, () => {
    const next = Temporal.PlainDate.from(day).add({ days: 1 })
    return instantOf(next.toZonedDateTime(calendar.timeZone).epochMilliseconds - 1)
  })

/**
 * When a span that begins now is over. Days end with their last moment, working days with the
 * working hours; the day on which it begins does not count. Hours count from the minute, working
 * hours within working hours only.
 */
export const deadlineAfter = (calendar: Calendar, from: Instant, span: Span): Deadline => {
  const { amount, unit } = span
  return unit === 'days' || unit === 'working-days'
    ? deadlines(calendar, `${dayIn(calendar, from)} ${amount} ${unit}`, () =>
        deadline(calendar, from, span),
      )
    : deadline(calendar, from, span)
}

/** Each report of a day asks for the same ones. */
const deadlines = remembering<Calendar, Deadline>()

const deadline = (calendar: Calendar, from: Instant, span: Span): Deadline => {
  const moved = shifted(calendar, from, span, 1)
  const day = dayIn(calendar, moved)
  switch (span.unit) {
    case 'days':
      return { day, at: endOfDayIn(calendar, day) }
    case 'working-days':
      return { day, at: instantOn(calendar, Temporal.PlainDate.from(day), calendar.hours.to) }
    case 'hours':
    case 'working-hours':
      return { day, at: moved }
    default:
      return span.unit satisfies never
  }
}

/** So much earlier (-1) or later (1); days keep the time of the day, also across summer time. */
export const shifted = (
  calendar: Calendar,
  from: Instant,
  { amount, unit }: Span,
  direction: 1 | -1,
): Instant => {
  switch (unit) {
    case 'hours':
      return instantOf(millisecondsOf(from) + direction * amount * 3_600_000)
    case 'days':
      return instantOf(zoned(calendar, from).add({ days: direction * amount }).epochMilliseconds)
    case 'working-days':
      return byWorkingDays(calendar, from, amount, direction)
    case 'working-hours':
      return byWorkingHours(calendar, from, amount, direction)
    default:
      return unit satisfies never
  }
}

const byWorkingDays = (
  calendar: Calendar,
  from: Instant,
  amount: number,
  direction: 1 | -1,
): Instant => {
  let at = zoned(calendar, from)
  for (let left = amount; left > 0; ) {
    at = at.add({ days: direction })
    if (isWorkingDay(calendar, at.toPlainDate())) left--
  }
  return instantOf(at.epochMilliseconds)
}

const byWorkingHours = (
  calendar: Calendar,
  from: Instant,
  amount: number,
  direction: 1 | -1,
): Instant => {
  let left = amount * 3_600_000
  let date = zoned(calendar, from).toPlainDate()
  let at = millisecondsOf(from)
  for (;;) {
    if (isWorkingDay(calendar, date)) {
      const begins = millisecondsOf(instantOn(calendar, date, calendar.hours.from))
      const ends = millisecondsOf(instantOn(calendar, date, calendar.hours.to))
      const within = Math.min(Math.max(at, begins), ends)
      const room = direction === 1 ? ends - within : within - begins
      if (left <= room) return instantOf(within + direction * left)
      left -= room
    }
    date = date.add({ days: direction })
    at = direction === 1 ? 0 : Number.MAX_SAFE_INTEGER
  }
}

const isWorkingDay = ({ weekdays, holidays }: Calendar, date: Temporal.PlainDate): boolean =>
  weekdays.includes(date.dayOfWeek) && !holidays.includes(date.toString())

const zoned = ({ timeZone }: Calendar, at: Instant): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(millisecondsOf(at)).toZonedDateTimeISO(timeZone)

const instantOn = ({ timeZone }: Calendar, date: Temporal.PlainDate, time: string): Instant =>
  instantOf(
    date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds,
  )
