import { z } from 'zod'
import { type Calendar, shifted } from './calendar.ts'
import { remembering } from './remembering.ts'
import { type Role, roles } from './roles.ts'
import { type Span, spanField } from './span.ts'
import { type Instant, millisecondsOf } from './time.ts'

/** Whom a rule may name: everybody who works for the maker. */
export const staff = roles.filter((role) => role !== 'reporter')

/** Whom to tell: everybody with a role, or an address. */
const recipients = z
  .array(
    z.union([z.enum(staff as [Role, ...Role[]]), z.email()], {
      error: `Name a role (${staff.join(', ')}) or a mail address.`,
    }),
  )
  .min(1)
  .max(20)

/** Before and after which date who is told. */
export const ruleSchema = z.strictObject({
  within: spanField(1),
  remind: z
    .array(z.strictObject({ before: spanField(1), to: recipients }))
    .max(5)
    .default([]),
  escalate: z
    .array(z.strictObject({ after: spanField(0), to: recipients }))
    .max(5)
    .default([]),
})
export type ClockRule = z.output<typeof ruleSchema>

/** Reports and cases of a day have dates in common. */
const moments = remembering<Calendar, Instant>()
const fromDate = (calendar: Calendar, dueAt: Instant, span: Span, direction: 1 | -1): Instant =>
  moments(calendar, `${dueAt} ${direction} ${span.amount} ${span.unit}`, () =>
    shifted(calendar, dueAt, span, direction),
  )

/** A moment at which colleagues are told of a date: before it, or after it was missed. */
export interface Moment<Clock extends string = string> {
  readonly clock: Clock
  readonly kind: 'remind' | 'escalate'
  readonly at: Instant
  /** The date it is about. */
  readonly dueAt: Instant
  readonly to: readonly string[]
}

/** All moments of a date, the earliest first. */
export const momentsOf = <Clock extends string>(
  calendar: Calendar,
  { remind, escalate }: Pick<ClockRule, 'remind' | 'escalate'>,
  clock: Clock,
  dueAt: Instant,
): readonly Moment<Clock>[] =>
  [
    ...remind.map(
      ({ before, to }): Moment<Clock> => ({
        clock,
        kind: 'remind',
        at: fromDate(calendar, dueAt, before, -1),
        dueAt,
        to,
      }),
    ),
    ...escalate.map(
      ({ after, to }): Moment<Clock> => ({
        clock,
        kind: 'escalate',
        at: fromDate(calendar, dueAt, after, 1),
        dueAt,
        to,
      }),
    ),
  ].sort((one, other) => millisecondsOf(one.at) - millisecondsOf(other.at))
