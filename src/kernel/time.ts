import type { Branded } from './ids.ts'
import { type Refusal, refuse } from './result.ts'

/** A moment in UTC with milliseconds, `2026-01-02T03:04:05.678Z`: sorts as text (RFC 3339). */
export type Instant = Branded<'Instant'>

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Milliseconds since 1970 as an instant. Throws on a number that is no time. */
export const instantOf = (milliseconds: number): Instant =>
  new Date(milliseconds).toISOString() as Instant

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

/** Whole days of 24 hours later (or earlier). */
export const addDays = (instant: Instant, days: number): Instant =>
  instantOf(millisecondsOf(instant) + days * day)
