import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/** An acceptance that is over makes its risk stale by a fact, within a minute after its last day (UTC). */
export const createRiskKeeper = (parts: Parts): Keeper => {
  const own = { kind: 'risk', command: 'recheck', by: 'risks' }
  const { clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'risks could not be looked at', log },
    (stopping) => {
      const over = { name: 'expires', is: '<', value: instantOf(clock()).slice(0, 10) } as const
      return issueOwnToEach(parts, own, over, stopping)
    },
  )
}
