import { limits } from '../kernel/limits.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { issueOwn, issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'
import { leftUnseen } from './wiring/left-unseen.ts'

const minute = 60_000
const own = { kind: 'report', by: 'clocks' }

/**
 * Looks at the dates of reports: reminds before, escalates after, within a minute of the moment that
 * the rule file names, or at the next start (9.2/acknowledge). Who was reminded and who heard that a
 * date was missed are facts of the report. Each report says by its facet `watch` when it wants to be
 * looked at, so that the others cost nothing. Open reports that nobody can see any more raise an alarm.
 */
export const createReportKeeper = (parts: Parts): Keeper => {
  const { ledger, clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'reports could not be looked at', log },
    async (stopping) => {
      const due = { name: 'watch', is: '<=', value: instantOf(clock()) } as const
      await issueOwnToEach(parts, { ...own, command: 'keep-dates' }, due, stopping)
      const unseen = await leftUnseen(ledger.database, limits.page.max)
      if (unseen.length > 0) log.warn({ reports: unseen.length }, 'nobody can see some reports')
      for (const { id } of unseen)
        if (!stopping()) await issueOwn(parts, { ...own, command: 'alarm-unseen' }, id)
    },
  )
}
