import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { Constraint } from '../../catalogue/schema.ts'
import { applicabilityOf, concernedBy } from '../applicability.ts'
import type { RecordAnswer } from '../contract.ts'
import type { LoadedRecords } from '../records/load.ts'
import type { RecordKind } from '../records/views.ts'
import { documentationQueries } from './4.1.9.ts'
import { releaseDocumentationQueries } from './5.8.2.ts'
import { updateQueries } from './6.3.ts'
import { receivingQueries } from './9.2.ts'
import { addressingQueries } from './9.5.ts'
import { type Facts, notApplicable, type Query } from './answer.ts'

/** The record query of every constraint. */
const recordQueries: Readonly<Record<ConstraintId, Query>> = {
  ...receivingQueries,
  ...addressingQueries,
  ...documentationQueries,
  ...releaseDocumentationQueries,
  ...updateQueries,
}

/**
 * What the records say to a constraint: not applicable where it asks nothing of the products, could
 * not run where a kind it leans on was not read whole. A query sees only the products it is asked of.
 */
export const askRecords = (
  { id, applicability: rule }: Pick<Constraint, 'id' | 'applicability'>,
  facts: Facts,
  unread: LoadedRecords['unread'],
): RecordAnswer => {
  const { uses, answer } = recordQueries[id]
  const leansOn = rule === 'always' ? uses : (['product', ...uses] as const)
  const reason = leansOn.flatMap((kind) => unread.get(kind) ?? [])[0]
  if (reason !== undefined)
    return {
      verdict: 'could-not-run',
      detail: `The records could not be read: ${reason}`,
      links: [],
    }
  const { product: products } = facts.records
  const applicability = applicabilityOf(rule, products)
  return applicability.applies
    ? answer({
        ...facts,
        records: { ...facts.records, product: concernedBy(rule, products) },
      })
    : notApplicable(applicability.reason, products)
}

/** The kinds of record that the answers to these constraints lean on. */
export const kindsAsked = (ids: readonly ConstraintId[]): readonly RecordKind[] => [
  ...new Set(ids.flatMap((id) => recordQueries[id].uses)),
]
