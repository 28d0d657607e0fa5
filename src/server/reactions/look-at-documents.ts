import { lookAtCase } from '../looks/look-at-case.ts'
import { askedBy, occasions } from '../looks/occasions.ts'
import type { BatchReaction } from './runner.ts'

/**
 * 4.1.9/after-fix: a decided disposition, a verified fix, a person who asks, and whatever changes
 * facts, impact or documents afterwards: one look for each case, however many of these there were.
 */
export const lookAtDocuments: BatchReaction = {
  name: 'look-at-documents',
  on: occasions,
  runAll: async (events, parts) => {
    for (const { about, occasion } of await askedBy(parts.ledger, events))
      await lookAtCase(parts, about, occasion)
  },
}
