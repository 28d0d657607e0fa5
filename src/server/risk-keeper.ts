import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/** An acceptance that is over makes its risk stale by a fact, within a minute after its last day (UTC). */
export const createRiskKeeper = ({ ledger, dispatch, clock, log }: Parts): Keeper => {
  const once = async (): Promise<void> => {
    const due = await ledger.database.reader
      .selectFrom('facet')
      .select('stream')
      .where('kind', '=', 'risk')
      .where('name', '=', 'expires')
      .where('value', '<', instantOf(clock()).slice(0, 10))
      .execute()
    for (const { stream } of due) {
      const done = await dispatch({
        kind: 'risk',
        command: 'recheck',
        id: stream,
        input: {},
        actor: { id: 'system:risks', roles: [] },
        requestId: 'risks',
      })
      if (isRefusal(done)) log.error({ code: done.code, stream }, 'a risk could not be checked')
    }
  }
  return createKeeper({ every: minute, failed: 'risks could not be looked at', log }, once)
}
