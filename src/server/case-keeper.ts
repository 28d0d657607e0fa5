import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * Looks at the clocks of cases: records what was missed, reminds before, escalates after, within a
 * minute of the moment or at the next start. Each case says by its facet `watch` when it wants to be
 * looked at. Cases that were last asked by another rule file are looked at once, at the start.
 */
export const createCaseKeeper = ({ ledger, dispatch, caseClocks, clock, log }: Parts): Keeper => {
  const facets = () =>
    ledger.database.reader
      .selectFrom('facet')
      .select('stream')
      .where('kind', '=', 'case')
      .orderBy('stream')
      .limit(limits.page.max)
  const due = (after: string) =>
    facets()
      .where('name', '=', 'watch')
      .where('value', '<=', instantOf(clock()))
      .where('stream', '>', after)
  const ofOtherRules = (after: string) =>
    facets()
      .where('name', '=', 'clock-rules')
      .where('value', '<>', caseClocks.edition)
      .where('stream', '>', after)
  const lookAt = async (
    asked: (after: string) => ReturnType<typeof facets>,
    stopping: () => boolean,
  ): Promise<void> => {
    for (let last = ''; !stopping(); ) {
      const found = await asked(last).execute()
      for (const { stream } of found) {
        if (stopping()) return
        const kept = await dispatch({
          kind: 'case',
          command: 'keep-clocks',
          id: stream,
          input: {},
          actor: { id: 'system:clocks', roles: [] },
          requestId: 'clocks',
        })
        if (isRefusal(kept)) log.error({ code: kept.code, stream }, 'a case was not kept')
      }
      const next = found.at(-1)?.stream
      if (next === undefined || found.length < limits.page.max) return
      last = next
    }
  }
  let rulesAsked = false
  return createKeeper(
    { every: minute, failed: 'cases could not be looked at', log },
    async (stopping) => {
      await lookAt(due, stopping)
      if (rulesAsked) return
      await lookAt(ofOtherRules, stopping)
      rulesAsked = true
    },
  )
}
