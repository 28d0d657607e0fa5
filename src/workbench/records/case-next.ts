import type { ClosureCheck } from '../api/case-closure.ts'

/** Commands of a case that its closure decides about: offered only where a check names them. */
const followsFromChecks = [
  'sign-safety',
  'approve-disposition',
  'reject-disposition',
  'approve-disclosure',
  'approve-ending',
  'review-change',
  'verify-fix',
  'take-leak-step',
  'settle-leak',
]

/** Commands that answer the same check in another way. */
const answeredWith: Readonly<Record<string, string>> = {
  'reject-disposition': 'approve-disposition',
}

/** What stays possible once a case is closed. */
const onClosed = ['reopen', 'note']

/** Whether a check waits for this person, as far as the record itself says. */
export const isFor = ({ done, command, notFor }: ClosureCheck, me: string): boolean =>
  !done && command !== null && notFor !== me

/** The commands that come next for a case, the most likely first, as its closure asks for them. */
export const nextForCase = (
  closed: boolean,
  checks: readonly ClosureCheck[],
  me: string,
): readonly string[] => {
  if (closed) return ['reopen']
  if (checks.length > 0 && checks.every(({ done }) => done)) return ['close', 'note']
  const [first] = checks.filter((check) => isFor(check, me))
  return first?.command == null ? ['note'] : [first.command, 'note']
}

/** Whether the server would refuse a command of a case whoever asks: it would only crowd the menu. */
export const pointlessOnCase = (
  command: string,
  closed: boolean,
  checks: readonly ClosureCheck[],
): boolean =>
  closed
    ? !onClosed.includes(command)
    : command === 'reopen' ||
      // Offered beside each task: it has to know which.
      command === 'close-task' ||
      // Offered beside each range, which it has to name as it was written.
      command === 'drop-range' ||
      (followsFromChecks.includes(command) &&
        !checks.some((check) => check.command === (answeredWith[command] ?? command)))
