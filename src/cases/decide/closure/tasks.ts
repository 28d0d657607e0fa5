import { type ChecksOf, check } from './check.ts'

/** Asked only where tasks were planned; an end without a fix lets none lie about, either. */
export const taskChecks: ChecksOf = ({ tasks }) => {
  const open = tasks.filter(({ closed }) => closed === null)
  return tasks.length === 0
    ? []
    : [
        check(
          '9.5/end-to-end',
          'Tasks closed or dropped',
          open.length === 0,
          `Close these tasks, or drop them with a reason: ${open
            .slice(0, 10)
            .map(({ title }) => title)
            .join(', ')}${open.length > 10 ? ` and ${open.length - 10} more` : ''}.`,
          // Of several, whoever closes one has to say which.
          open.length === 1 ? 'close-task' : null,
        ),
      ]
}
