import { type Deadline, dayIn, deadlineAfter, endOfDayIn } from '../../../kernel/calendar.ts'
import { type Moment as MomentOf, momentsOf as momentsOfRule } from '../../../kernel/clock-rules.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { ClockName } from '../../contract.ts'
import type { IntakeClocks } from './rules.ts'

export type Moment = MomentOf<ClockName>

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
): readonly Moment[] => momentsOfRule(calendar, clocks[clock], clock, dueAt)
