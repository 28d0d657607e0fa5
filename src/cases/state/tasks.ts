import type { taskEvents } from '../events/tasks.ts'
import type { CaseState } from '../state.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface Task extends Of<'case.task-planned'>, Done {
  /** The issue that it became; null where there is none (yet). */
  readonly issue:
    | (Omit<Of<'case.task-pushed'>, 'task'> & {
        readonly isClosed: boolean
        /** When the tracker's last word of it came in. */
        readonly seenAt: string
      })
    | null
  /** Why nothing more is written into its issue; null where nothing is wrong. */
  readonly stopped: { readonly reason: string; readonly at: string } | null
  readonly closed: (Omit<Of<'case.task-closed'>, 'task' | 'title'> & Done) | null
}

export interface TasksPart {
  readonly tasks: readonly Task[]
}

export const initialTasks: TasksPart = { tasks: [] }

export const evolveTasks: Evolvers<typeof taskEvents> = {
  'case.task-planned': (state, event, done) => ({
    ...state,
    tasks: [
      ...state.tasks,
      { ...without(event), ...done, issue: null, stopped: null, closed: null },
    ],
  }),
  'case.task-pushed': (state, { type: _, task, ...issue }, { at }) =>
    changed(state, task, (before) => ({
      ...before,
      issue: { ...issue, isClosed: false, seenAt: at },
    })),
  'case.task-followed': (state, { type: _, task, ...said }, { at }) =>
    changed(state, task, (before) =>
      before.issue === null
        ? before
        : { ...before, issue: { ...before.issue, ...said, seenAt: at } },
    ),
  'case.task-stopped': (state, { task, reason }, { at }) =>
    changed(state, task, (before) => ({ ...before, stopped: { reason, at } })),
  'case.task-resumed': (state, { task }) =>
    changed(state, task, (before) => ({ ...before, stopped: null })),
  'case.task-closed': (state, { task, outcome, reason }, done) =>
    changed(state, task, (before) => ({ ...before, closed: { outcome, reason, ...done } })),
}

const changed = (state: CaseState, id: string, change: (task: Task) => Task): CaseState => ({
  ...state,
  tasks: state.tasks.map((task) => (task.task === id ? change(task) : task)),
})

/** Trackers that a case is looked for from, and the issues that it is known by there. */
export const taskFacets = (
  state: Pick<CaseState, 'tasks' | 'closed'>,
): Readonly<Record<string, readonly string[]>> => {
  const issues = state.tasks.flatMap(({ issue }) => (issue === null ? [] : [issue.issue]))
  const elsewhere = state.tasks.filter(({ issue }) => issue !== null)
  return {
    ...(issues.length === 0 ? {} : { 'task-issue': [...new Set(issues)] }),
    // Nobody works on a closed case: its issues are not looked at any more.
    ...(state.closed !== null || elsewhere.length === 0
      ? {}
      : { 'task-at': [...new Set(elsewhere.map(({ tracker }) => tracker))] }),
  }
}
