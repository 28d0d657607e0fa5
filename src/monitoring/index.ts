import { handle, type Kind } from '../ledger/index.ts'
import { activityContract, planActivity, recordRun, retireActivity } from './contract.ts'
import { decidePlan, decideRecordRun, decideRetire } from './decide.ts'
import { type ActivityEvent, parseActivityEvent } from './events.ts'
import {
  type ActivityState,
  activityFacets,
  activityText,
  evolveActivity,
  initialActivity,
} from './state.ts'

export { activityStanding } from './views.ts'
export type { ActivityState }

/** Clauses 6.2 and 9.5/proactive: planned proactive work and the record of its runs. */
export const activityKind = (): Kind<ActivityState, ActivityEvent> => ({
  contract: activityContract,
  initial: initialActivity,
  parseEvent: parseActivityEvent,
  evolve: evolveActivity,
  facets: activityFacets,
  text: activityText,
  handlers: [
    handle(planActivity, decidePlan),
    handle(recordRun, decideRecordRun),
    handle(retireActivity, decideRetire),
  ],
})
