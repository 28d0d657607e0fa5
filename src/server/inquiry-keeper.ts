import { instantOf } from '../kernel/time.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'

const minute = 60_000

/**
 * Looks at questions to owners and notices to third parties (9.5): reminds, escalates, asks again,
 * within a minute of the moment that the rule file names, or at the next start. Each case says by
 * its facet `inquiry-watch` when it wants to be looked at.
 */
export const createInquiryKeeper = (parts: Parts): Keeper => {
  const own = { kind: 'case', command: 'keep-inquiries', by: 'inquiries' }
  const { clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'inquiries could not be looked at', log },
    (stopping) => {
      const due = { name: 'inquiry-watch', is: '<=', value: instantOf(clock()) } as const
      return issueOwnToEach(parts, own, due, stopping)
    },
  )
}
