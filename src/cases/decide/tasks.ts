import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Decision, DecisionContext } from '../../ledger/index.ts'
import type {
  closeTask,
  followTask,
  planTask,
  recordIssue,
  resumeTask,
  stopTask,
} from '../contract.ts'
import type { CaseEvent } from '../events.ts'
import type { Task } from '../state/tasks.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

/**
 * A task, and the delivery that makes it an issue: the words of the issue are found when it leaves,
 * since an embargo or a project may have changed by then.
 */
export const decidePlanTask = (
  state: CaseState,
  input: InputOf<typeof planTask>,
  context: DecisionContext,
  trackers: readonly string[],
): Decision<CaseEvent> | Refusal => {
  if (state.closed !== null) return closed
  if (state.tasks.length >= limits.cases.tasks)
    return refuse(
      'case/too-many-tasks',
      `A case has at most ${limits.cases.tasks} tasks. Plan the rest in one of them.`,
    )
  if (input.tracker !== '' && !trackers.includes(input.tracker))
    return refuse(
      'case/no-tracker',
      `There is no tracker "${input.tracker}". ${trackers.length === 0 ? 'Leave it empty: none is connected.' : `Choose one of: ${trackers.join(', ')}, or leave it empty.`}`,
    )
  const task = context.newId()
  return {
    events: [{ type: 'case.task-planned', task, ...input }],
    deliveries:
      input.tracker === ''
        ? []
        : [
            {
              channel: 'tracker',
              recipient: input.tracker,
              content: { does: 'create-task', system: input.tracker, task, since: context.now },
              dedupeKey: `task:${task}`,
            },
          ],
  }
}

export const decideCloseTask = whileOpen((state, input: InputOf<typeof closeTask>) => {
  const found = taskIn(state, input.task)
  if ('code' in found) return found
  return found.closed === null
    ? [{ type: 'case.task-closed', ...input, title: found.title }]
    : refuse('case/task-closed', 'This task is closed already. Plan a new one for what is left.')
})

export const decideRecordIssue = (
  state: CaseState,
  input: InputOf<typeof recordIssue>,
): Decided => {
  const found = taskIn(state, input.task)
  if ('code' in found) return found
  // The same issue told twice is one fact.
  return found.issue === null ? [{ type: 'case.task-pushed', ...input }] : []
}

export const decideFollowTask = (state: CaseState, input: InputOf<typeof followTask>): Decided => {
  const found = taskIn(state, input.task)
  if ('code' in found) return found
  const { issue } = found
  const isNews =
    issue !== null &&
    (issue.key !== input.key ||
      issue.url !== input.url ||
      issue.status !== input.status ||
      issue.isClosed !== input.isClosed)
  return isNews && state.closed === null ? [{ type: 'case.task-followed', ...input }] : []
}

export const decideStopTask = (state: CaseState, input: InputOf<typeof stopTask>): Decided => {
  const found = taskIn(state, input.task)
  if ('code' in found) return found
  return found.stopped?.reason === input.reason ? [] : [{ type: 'case.task-stopped', ...input }]
}

export const decideResumeTask = (state: CaseState, input: InputOf<typeof resumeTask>): Decided => {
  const found = taskIn(state, input.task)
  if ('code' in found) return found
  return found.stopped === null ? [] : [{ type: 'case.task-resumed', ...input }]
}

const taskIn = ({ tasks }: CaseState, id: string): Task | Refusal =>
  tasks.find(({ task }) => task === id) ??
  refuse('case/no-task', 'The case has no such task. Look at its tasks again.')
