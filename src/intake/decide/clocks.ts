import { dayIn, deadlineAfter } from '../../kernel/calendar.ts'
import type { Span } from '../../kernel/span.ts'
import { addDays, type Instant, millisecondsOf } from '../../kernel/time.ts'
import type { IntakeClocks } from './clocks/rules.ts'

export { defaultClocksText } from './clocks/default-rules.ts'
export { type IntakeClocks, intakeClocksSchema } from './clocks/rules.ts'

/** Calendar days at most, weekends and holidays of the coming year included. */
export interface Promises {
  /** Until a person answers. */
  readonly acknowledgeDays: number
  /** Until the reporter hears what we make of it at first. */
  readonly assessDays: number
  /** Between two pieces of news. */
  readonly progressDays: number
}

/** What the rule file promises a reporter from now on: the policy prints these numbers, no others. */
export const promisesOf = (clocks: IntakeClocks, now: Instant): Promises => {
  const longest = (span: Span) =>
    Math.max(...Array.from({ length: 366 }, (_, day) => daysTaken(clocks, addDays(now, day), span)))
  return {
    acknowledgeDays: longest(clocks.clocks.acknowledgement.within),
    assessDays: longest(clocks.clocks.assessment.within),
    progressDays: longest(clocks.clocks.update.within),
  }
}

const daysTaken = ({ calendar }: IntakeClocks, from: Instant, span: Span): number => {
  const until = deadlineAfter(calendar, from, span).day
  return (midnight(until) - midnight(dayIn(calendar, from))) / 86_400_000
}

const midnight = (day: string): number => millisecondsOf(`${day}T00:00:00.000Z` as Instant)
