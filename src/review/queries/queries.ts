import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { RecordAnswer } from '../contract.ts'
import type { LoadedRecords } from '../records/load.ts'
import { documentationQueries } from './4.1.9.ts'
import { releaseDocumentationQueries } from './5.8.2.ts'
import { updateQueries } from './6.3.ts'
import { receivingQueries } from './9.2.ts'
import { addressingQueries } from './9.5.ts'
import type { Facts, Query } from './answer.ts'

/** The record query of every constraint. */
const recordQueries: Readonly<Record<ConstraintId, Query>> = {
  ...receivingQueries,
  ...addressingQueries,
  ...documentationQueries,
  ...releaseDocumentationQueries,
  ...updateQueries,
}

/** What the records say to a constraint; could not run where a kind it leans on was not read whole. */
export const askRecords = (
  id: ConstraintId,
  facts: Facts,
  unread: LoadedRecords['unread'],
): RecordAnswer => {
  const { uses, answer } = recordQueries[id]
  const reason = uses.flatMap((kind) => unread.get(kind) ?? [])[0]
  return reason === undefined
    ? answer(facts)
    : { verdict: 'could-not-run', detail: `The records could not be read: ${reason}`, links: [] }
}
