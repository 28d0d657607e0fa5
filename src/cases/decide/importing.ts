import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { importCase } from '../contract.ts'
import type { ConcernedProduct } from '../ports.ts'
import type { CaseState } from '../state.ts'
import { decideScore } from './scoring.ts'
import type { Decided } from './while-open.ts'

/**
 * A case of an earlier system with the dates that it had there. Closed there, it is closed here:
 * nothing of 9.5 is claimed of it, and reopened it is asked for everything.
 */
export const decideImportCase = (
  state: CaseState,
  { awareOn, vector, closedOn, product, ...input }: InputOf<typeof importCase>,
  context: DecisionContext,
  products: readonly ConcernedProduct[],
): Decided => {
  const today = context.now.slice(0, 10)
  const { openedOn, conclusion, system } = input
  const aware = awareOn ?? openedOn
  if ([openedOn, aware, closedOn ?? openedOn].some((day) => day > today))
    return refuse('case/import-ahead', 'A day of this case lies in the future. Correct it.')
  if (closedOn !== undefined && closedOn < openedOn)
    return refuse('case/import-backwards', 'It was closed before it was opened. Correct a day.')
  if (closedOn !== undefined && conclusion === '')
    return refuse('case/import-no-conclusion', 'It was closed: say what it ended with.')
  if (product !== undefined && !products.some(({ id }) => id === product))
    return refuse('case/no-such-product', 'There is no such product. Name one of ours.')
  const score =
    vector === undefined
      ? []
      : decideScore(state, { vector, kind: 'other', source: system }, context, [])
  if (isRefusal(score)) return score
  return [
    {
      type: 'case.imported',
      reference: context.humanId,
      ...input,
      awareOn: aware,
      ...(product === undefined ? {} : { product }),
      ...(closedOn === undefined ? {} : { closedOn }),
    },
    ...score,
  ]
}
