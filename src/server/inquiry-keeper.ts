import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * Looks at questions to owners and notices to third parties (9.5): reminds, escalates, asks again,
 * within a minute of the moment that the rule file names, or at the next start. Each case says by
 * its facet `inquiry-watch` when it wants to be looked at.
 */
export const createInquiryKeeper = ({ ledger, dispatch, clock, log }: Parts): Keeper => {
  const once = async (stopping: () => boolean): Promise<void> => {
    for (let last = ''; !stopping(); ) {
      const due = await ledger.database.reader
        .selectFrom('facet')
        .select('stream')
        .where('kind', '=', 'case')
        .where('name', '=', 'inquiry-watch')
        .where('value', '<=', instantOf(clock()))
        .where('stream', '>', last)
        .orderBy('stream')
        .limit(limits.page.max)
        .execute()
      for (const { stream } of due) {
        if (stopping()) return
        const kept = await dispatch({
          kind: 'case',
          command: 'keep-inquiries',
          id: stream,
          input: {},
          actor: { id: 'system:inquiries', roles: [] },
          requestId: 'inquiries',
        })
        if (isRefusal(kept)) log.error({ code: kept.code, stream }, 'inquiries were not kept')
      }
      const next = due.at(-1)?.stream
      if (next === undefined || due.length < limits.page.max) return
      last = next
    }
  }
  return createKeeper({ every: minute, failed: 'inquiries could not be looked at', log }, once)
}
