import type { Branded } from './ids.ts'
import { type Refusal, refuse } from './result.ts'

/** A moment in UTC with milliseconds, `2026-01-02T03:04:05.678Z`: sorts as text (RFC 3339). */
export type Instant = Branded<'Instant'>

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Milliseconds since 1970 as an instant. Throws on a number that is no time of years 0 to 9999. */
export const instantOf = (milliseconds: number): Instant => {
  const text = new Date(milliseconds).toISOString()
  // Other years are written with a sign and six digits, which would neither sort nor parse.
  if (!form.test(text)) throw new RangeError(`${text} is outside the years 0 to 9999.`)
  return text as Instant
}

/** Strict: another form, or a day that does not exist, refuses instead of reading as something. */
export const parseInstant = (text: string): Instant | Refusal => {
  const refusal = refuse(
    'time/not-an-instant',
    'Write the moment in UTC with milliseconds, like 2026-01-02T03:04:05.678Z.',
  )
  if (!form.test(text)) return refusal
  const milliseconds = Date.parse(text)
  // A parsed form is an instant only if writing it again gives the same text.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text
    ? (text as Instant)
    : refusal
}

export const millisecondsOf = (instant: Instant): number => Date.parse(instant)

const day = 86_400_000

/** Whole days of 24 hours later, or earlier. Throws on part of a day. */
export const addDays = (instant: Instant, days: number): Instant => {
  if (!Number.isSafeInteger(days)) throw new RangeError('addDays counts whole days.')
  return instantOf(millisecondsOf(instant) + days * day)
}
