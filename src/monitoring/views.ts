import { type Instant, millisecondsOf } from '../kernel/time.ts'
import type { ActivityStanding } from './contract.ts'
import type { ActivityState, Run } from './state.ts'

const day = 86_400_000

/** Due on a day means up to its end: overdue by 1 is the day after. Days are those of UTC. */
export const activityStanding = (state: ActivityState, now: Instant): ActivityStanding => {
  const last = state.runs.reduce<Run | undefined>(
    (latest, run) => (latest === undefined || run.on >= latest.on ? run : latest),
    undefined,
  )
  const late =
    state.nextDue === null
      ? 0
      : Math.floor((millisecondsOf(now) - Date.parse(`${state.nextDue}T00:00:00.000Z`)) / day)
  return {
    nextDue: state.nextDue,
    overdueByDays: Math.max(0, late),
    lastRun: last === undefined ? null : { on: last.on, outcome: last.outcome },
  }
}
