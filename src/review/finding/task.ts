import { isConstraintId } from '../../catalogue/constraint-ids.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { DecisionContext, Facets } from '../../ledger/index.ts'
import type { endGapTask, moveGapTask, planGapTask } from '../contract.ts'
import { endOf, nextMoment } from './dates.ts'
import { unknownConstraint } from './decide.ts'
import type { FindingEvent } from './events.ts'
import type { FindingState } from './state.ts'

type Decided = readonly FindingEvent[] | Refusal

/** Who closes a gap until when. It is for a day to come, so that nothing starts out late. */
export const decidePlanTask = (
  _state: FindingState,
  input: InputOf<typeof planGapTask>,
  { humanId, now }: DecisionContext,
): Decided => {
  if (!isConstraintId(input.constraint)) return unknownConstraint
  return (
    passed(input.until, now) ?? [
      { type: 'review-finding.task-planned', reference: humanId, ...input },
    ]
  )
}

export const decideMoveTask = (
  state: FindingState,
  input: InputOf<typeof moveGapTask>,
  { now }: DecisionContext,
): Decided =>
  notOpen(state) ?? passed(input.until, now) ?? [{ type: 'review-finding.task-moved', ...input }]

export const decideEndTask = (state: FindingState, input: InputOf<typeof endGapTask>): Decided =>
  notOpen(state) ?? [{ type: 'review-finding.task-ended', ...input }]

const notOpen = ({ status }: FindingState): Refusal | undefined =>
  status === 'task-planned'
    ? undefined
    : refuse('finding/no-open-task', 'This finding holds no open task. Plan a new one.')

const passed = (until: string, now: Instant): Refusal | undefined =>
  until < now.slice(0, 10)
    ? refuse('finding/date-passed', 'The date lies in the past. Choose today or a later day.')
    : undefined

/** The list of dates and whose it is, while the task is open. */
export const taskFacets = ({
  status,
  task,
}: FindingState): Pick<Facets, 'dueAt'> & { readonly values: Facets['values'] } => {
  if (status !== 'task-planned' || task === null) return { values: {} }
  const dueAt = endOf(task.until)
  const next = nextMoment({ status, task })
  return {
    dueAt,
    values: {
      assignee: [task.who],
      due: [`${dueAt} @gap`],
      ...(next === undefined ? {} : { watch: [next.at] }),
    },
  }
}
