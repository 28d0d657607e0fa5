import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * An embargo ends by a fact of its own, so that the ledger tells since when everybody could see the
 * case or the report; within a minute after its time or its last day (UTC), or at the next start.
 */
export const createEmbargoKeeper = ({ ledger, dispatch, clock, log }: Parts): Keeper => {
  const once = async (): Promise<void> => {
    const now = instantOf(clock())
    const due = await ledger.database.reader
      .selectFrom('facet')
      .select(['stream', 'kind'])
      .where((due) =>
        due.or([
          // A report is restricted to the end of a day.
          due.and([
            due('kind', '=', 'report'),
            due('name', '=', 'embargo-until'),
            due('value', '<', now.slice(0, 10)),
          ]),
          due.and([
            due('kind', '=', 'case'),
            due('name', '=', 'embargo-ends'),
            due('value', '<=', now),
          ]),
        ]),
      )
      .execute()
    for (const { stream, kind } of due) {
      const ended = await dispatch({
        kind,
        command: 'end-embargo',
        id: stream,
        input: {},
        actor: { id: 'system:embargo', roles: [] },
        requestId: 'embargo',
      })
      if (isRefusal(ended)) log.error({ code: ended.code, stream }, 'an embargo could not be ended')
    }
  }
  return createKeeper({ every: minute, failed: 'embargoes could not be looked at', log }, once)
}
