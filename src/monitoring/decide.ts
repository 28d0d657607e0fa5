import type { InputOf } from '../kernel/fields.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { DecisionContext } from '../ledger/index.ts'
import type { planActivity, recordRun, retireActivity } from './contract.ts'
import type { ActivityEvent } from './events.ts'
import type { ActivityState } from './state.ts'

type Decided = readonly ActivityEvent[] | Refusal

export const decidePlan = (
  _state: ActivityState,
  input: InputOf<typeof planActivity>,
  { now, humanId }: DecisionContext,
): Decided =>
  input.firstDue < now.slice(0, 10)
    ? refuse(
        'activity/date-passed',
        'The first run is due in the past. Choose today or a later day.',
      )
    : [{ type: 'activity.planned', reference: humanId, ...input }]

export const decideRecordRun = (
  state: ActivityState,
  input: InputOf<typeof recordRun>,
  { now }: DecisionContext,
): Decided => {
  if (state.status === 'retired') return retiredAlready
  if (input.on > now.slice(0, 10))
    return refuse('activity/date-later', 'The run lies in the future. Record it once it is done.')
  return [{ type: 'activity.run-recorded', ...input }]
}

export const decideRetire = (
  state: ActivityState,
  { reason }: InputOf<typeof retireActivity>,
): Decided => (state.status === 'retired' ? retiredAlready : [{ type: 'activity.retired', reason }])

const retiredAlready = refuse(
  'activity/retired',
  'This activity is retired. Plan a new one to take the work up again.',
)
