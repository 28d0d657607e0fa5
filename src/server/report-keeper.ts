import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'
import { leftUnseen } from './wiring/left-unseen.ts'

const minute = 60_000

/**
 * Looks at the dates of reports: reminds before, escalates after. Who is reminded of a date, and who hears that it was missed, are facts of the report: within a
 * minute of the moment that the rule file names, or at the next start (9.2/acknowledge). Each report
 * says by its facet `watch` when it wants to be looked at, so that the others cost nothing. Open
 * reports that nobody can see any more raise an alarm.
 */
export const createReportKeeper = ({ ledger, dispatch, clock, log }: Parts): Keeper => {
  const issue = async (command: string, id: string): Promise<void> => {
    const kept = await dispatch({
      kind: 'report',
      command,
      id,
      input: {},
      actor: { id: 'system:clocks', roles: [] },
      requestId: 'clocks',
    })
    if (isRefusal(kept))
      log.error({ code: kept.code, command, stream: id }, 'a report was not kept')
  }
  const keepDates = async (stopping: () => boolean): Promise<void> => {
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
        await issue('keep-dates', stream)
      }
      const next = due.at(-1)?.stream
      if (next === undefined || due.length < limits.page.max) return
      last = next
    }
  }
  const once = async (stopping: () => boolean): Promise<void> => {
    await keepDates(stopping)
    const unseen = await leftUnseen(ledger.database, limits.page.max)
    if (unseen.length > 0) log.warn({ reports: unseen.length }, 'nobody can see some reports')
    for (const { id } of unseen) if (!stopping()) await issue('alarm-unseen', id)
  }
  return createKeeper({ every: minute, failed: 'reports could not be looked at', log }, once)
}
