import type { DocumentState } from '../../documents/index.ts'
import { followStatements, hasUnfollowed } from '../library/store-statements.ts'
import { one } from '../wiring/records.ts'
import type { Reaction } from './runner.ts'

/**
 * Statements that were read by a version of the server without lineages get theirs: a new reaction
 * goes through all facts once. What is read now has its lineages from the beginning.
 */
export const giveLineages: Reaction = {
  name: 'follow-statements',
  on: ['document.read'],
  run: async ({ stream }, { ledger }) => {
    if (!(await hasUnfollowed(ledger.database, stream))) return
    const document = await one<DocumentState>(ledger, 'document', stream)
    if (document !== undefined) await followStatements(ledger.database, document)
  },
}
