import { type Refusal, refuse } from '../../kernel/result.ts'
import { addDays, type Instant } from '../../kernel/time.ts'
import { promised } from '../contract.ts'
import type { ReportState } from '../state.ts'

export const dayAfter = (now: Instant, days: number): string => addDays(now, days).slice(0, 10)

/** What was promised, or anew where that day has passed: nobody is left with an old promise. */
export const standingDate = ({ nextDate }: ReportState, now: Instant): string =>
  nextDate !== null && nextDate >= now.slice(0, 10)
    ? nextDate
    : dayAfter(now, promised.progressDays)

export const unfitDate = (day: string, now: Instant): Refusal | undefined => {
  if (day < now.slice(0, 10))
    return refuse('report/date-passed', 'The next date lies in the past. Choose today or later.')
  const last = dayAfter(now, promised.progressDays)
  return day > last
    ? refuse(
        'report/date-too-far',
        `Our policy promises news every ${promised.progressDays} days. Choose ${last} or earlier.`,
      )
    : undefined
}
