import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * Looks at the dates of reports: reminds before, escalates after. Who is reminded of a date, and who hears that it was missed, are facts of the report: within a
 * minute of the moment that the rule file names, or at the next start (9.2/acknowledge). Each report
 * says by its facet `watch` when it wants to be looked at, so that the others cost nothing.
 */
export const createReportKeeper = ({ ledger, dispatch, clock, log }: Parts): Keeper => {
  const once = async (stopping: () => boolean): Promise<void> => {
    for (let last = ''; !stopping(); ) {
      const due = await ledger.database.reader
        .selectFrom('facet')
        .select('stream')
        .where('kind', '=', 'report')
        .where('name', '=', 'watch')
        .where('value', '<=', instantOf(clock()))
        .where('stream', '>', last)
        .orderBy('stream')
        .limit(limits.page.max)
        .execute()
      for (const { stream } of due) {
        if (stopping()) return
        const kept = await dispatch({
          kind: 'report',
          command: 'keep-dates',
          id: stream,
          input: {},
          actor: { id: 'system:clocks', roles: [] },
          requestId: 'clocks',
        })
        if (isRefusal(kept)) log.error({ code: kept.code, stream }, 'dates could not be looked at')
      }
      const next = due.at(-1)?.stream
      if (next === undefined || due.length < limits.page.max) return
      last = next
    }
  }
  return createKeeper({ every: minute, failed: 'reports could not be looked at', log }, once)
}
