import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * Looks at the clocks of cases: records what was missed, reminds before, escalates after, within a
 * minute of the moment or at the next start. Each case says by its facet `watch` when it wants to be
 * looked at. Cases that were last asked by another rule file are looked at once, at the start.
 */
export const createCaseKeeper = (parts: Parts): Keeper => {
  const own = { kind: 'case', command: 'keep-clocks', by: 'clocks' }
  const { caseClocks, clock, log } = parts
  let rulesAsked = false
  return createKeeper(
    { every: minute, failed: 'cases could not be looked at', log },
    async (stopping) => {
      const due = { name: 'watch', is: '<=', value: instantOf(clock()) } as const
      await issueOwnToEach(parts, own, due, stopping)
      if (rulesAsked) return
      const ofOtherRules = { name: 'clock-rules', is: '<>', value: caseClocks.edition } as const
      await issueOwnToEach(parts, own, ofOtherRules, stopping)
      rulesAsked = true
    },
  )
}
