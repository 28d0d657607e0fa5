import { limits } from '../kernel/limits.ts'
import type { ConstraintAnswer } from './contract.ts'
import { findingOf } from './library/persons-words.ts'
import type { Records, Viewed } from './records/views.ts'

/** What people have begun to do about a gap: open tasks, and documentation defects opened from it. */
export const underWay = (
  constraint: string,
  words: readonly Viewed<'review-finding'>[],
  { defect: defects }: Pick<Records, 'defect'>,
): Pick<ConstraintAnswer, 'tasks' | 'defects'> => ({
  tasks: words.flatMap((one) => {
    const { task } = one.state
    return one.status !== 'task-planned' || task === null
      ? []
      : [{ ...findingOf(one), what: task.what, who: task.who, until: task.until }]
  }),
  defects: defects
    .filter(({ state, status }) => state.constraint === constraint && !isOver(status))
    .slice(0, limits.review.links)
    .map(({ id, humanId, title, status }) => ({ id, humanId, title, status })),
})

const isOver = (status: string): boolean => status === 'closed' || status === 'withdrawn'
