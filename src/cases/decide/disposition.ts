import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { approveDisposition, proposeDisposition } from '../contract.ts'
import { isStale } from '../state/stale.ts'
import { ownDecision, whileOpen } from './while-open.ts'

export const decideProposeDisposition = whileOpen(
  (state, input: InputOf<typeof proposeDisposition>) => {
    if (state.impact.length === 0)
      return refuse('case/no-impact', 'Record first which product revisions are affected.')
    if (input.path === 'residual-risk' && input.guidance.length === 0)
      return refuse(
        'case/guidance-missing',
        'An accepted risk needs guidance for the operator: say what they should do.',
      )
    return [{ type: 'case.disposition-proposed', ...input }]
  },
)

export const decideApproveDisposition = whileOpen(
  (state, { comment }: InputOf<typeof approveDisposition>, context) => {
    if (state.disposition === null)
      return refuse('case/no-disposition', 'There is no proposed disposition. Propose one first.')
    if (state.disposition.approved !== null && !isStale(state, 'disposition'))
      return refuse(
        'case/approved-already',
        'This disposition is approved. Propose a new one to change it.',
      )
    if (state.disposition.by === context.actor.id) return ownDecision
    return [{ type: 'case.disposition-approved', comment }]
  },
)
