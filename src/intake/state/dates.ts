import type { Instant } from '../../kernel/time.ts'
import type { ClockName } from '../contract.ts'
import type { ReportState } from './shape.ts'

/** A date that somebody owes, and when it is late. */
export interface RunningDate {
  readonly clock: ClockName
  readonly dueAt: Instant
}

/** What is owed now: the reporter's next news, and the first assessment. Nothing once it is closed. */
export const runningDates = (state: ReportState): readonly RunningDate[] => [
  ...(state.nextDate === null
    ? []
    : [
        {
          clock: state.acknowledgedAt === null ? ('acknowledgement' as const) : ('update' as const),
          dueAt: state.dueAt ?? endOfDay(state.nextDate),
        },
      ]),
  ...(state.assessment === null || state.status === 'closed'
    ? []
    : [{ clock: 'assessment' as const, dueAt: state.assessment.at }]),
]

/** The one that comes first. */
export const firstDue = (state: ReportState): Instant | undefined =>
  runningDates(state)
    .map(({ dueAt }) => dueAt)
    .sort()[0]

// Reports from before there was a calendar were promised a day to its end in UTC.
const endOfDay = (day: string): Instant => `${day}T23:59:59.999Z` as Instant
