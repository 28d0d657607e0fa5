import { type Instant, millisecondsOf } from '../../../kernel/time.ts'
import type { ClockName } from '../../contract.ts'
import { type Deadline, dayIn, deadlineAfter, endOfDayIn, shifted } from './calendar.ts'
import type { IntakeClocks } from './rules.ts'

/** A moment at which colleagues are told of a date: before it, or after it was missed. */
export interface Moment {
  readonly clock: ClockName
  readonly kind: 'remind' | 'escalate'
  readonly at: Instant
  /** The date it is about. */
  readonly dueAt: Instant
  readonly to: readonly string[]
}

/** When this clock, started now, runs out. */
export const deadlineOf = (clocks: IntakeClocks, clock: ClockName, now: Instant): Deadline =>
  deadlineAfter(clocks.calendar, now, clocks.clocks[clock].within)

/** A day that a person promised, as a deadline. */
export const deadlineOn = ({ calendar }: IntakeClocks, day: string): Deadline => ({
  day,
  at: endOfDayIn(calendar, day),
})

export const today = ({ calendar }: IntakeClocks, now: Instant): string => dayIn(calendar, now)

/** All moments of a date, the earliest first. */
export const momentsOf = (
  { calendar, clocks }: IntakeClocks,
  clock: ClockName,
  dueAt: Instant,
): readonly Moment[] => {
  const { remind, escalate } = clocks[clock]
  return [
    ...remind.map(
      ({ before, to }): Moment => ({
        clock,
        kind: 'remind',
        at: shifted(calendar, dueAt, before, -1),
        dueAt,
        to,
      }),
    ),
    ...escalate.map(
      ({ after, to }): Moment => ({
        clock,
        kind: 'escalate',
        at: shifted(calendar, dueAt, after, 1),
        dueAt,
        to,
      }),
    ),
  ].sort((one, other) => millisecondsOf(one.at) - millisecondsOf(other.at))
}
