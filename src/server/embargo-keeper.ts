import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'

const minute = 60_000
const own = { command: 'end-embargo', by: 'embargo' }

/**
 * An embargo ends by a fact of its own, so that the ledger tells since when everybody could see the
 * case or the report; within a minute after its time or its last day (UTC), or at the next start.
 */
export const createEmbargoKeeper = (parts: Parts): Keeper => {
  const { clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'embargoes could not be looked at', log },
    async (stopping) => {
      const now = instantOf(clock())
      // A report is restricted to the end of a day.
      const day = { name: 'embargo-until', is: '<', value: now.slice(0, 10) } as const
      await issueOwnToEach(parts, { kind: 'report', ...own }, day, stopping)
      const moment = { name: 'embargo-ends', is: '<=', value: now } as const
      await issueOwnToEach(parts, { kind: 'case', ...own }, moment, stopping)
    },
  )
}
