import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { decidePatchPosition, recordPatch } from '../contract.ts'
import type { PatchEvent } from './events.ts'
import type { PatchState } from './state.ts'

type Decided = readonly PatchEvent[] | Refusal

export const decideRecord = (
  _state: PatchState,
  input: InputOf<typeof recordPatch>,
  context: DecisionContext,
): Decided => [{ type: 'patch.recorded', reference: context.humanId, ...input }]

/**
 * 6.3/unapproved: whoever may not install a patch is told what to do instead, also while it is
 * still under test. Letting it through takes a second person; holding it back does not.
 */
export const decidePosition = (
  state: PatchState,
  input: InputOf<typeof decidePatchPosition>,
  { actor }: DecisionContext,
): Decided => {
  if (input.position !== 'approved' && input.mitigation === '')
    return refuse(
      'patch/mitigation-missing',
      'The patch is not approved: say what users do to stay safe without it.',
    )
  if (input.position === 'approved' && state.recordedBy === actor.id)
    return refuse('patch/second-person', 'Ask someone else to approve the patch: you recorded it.')
  return [{ type: 'patch.position-decided', ...input }]
}
