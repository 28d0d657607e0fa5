import { z } from 'zod'
import { doneView } from '../common.ts'

/** What the section of the tasks reads of a case. */
export const tasksView = z.object({
  tasks: z.array(
    doneView.extend({
      task: z.string(),
      title: z.string(),
      what: z.string(),
      due: z.string().optional(),
      tracker: z.string(),
      issue: z
        .object({
          key: z.string(),
          url: z.string(),
          status: z.string(),
          withheld: z.boolean(),
          isClosed: z.boolean(),
        })
        .nullable(),
      stopped: z.object({ reason: z.string() }).nullable(),
      closed: doneView.extend({ outcome: z.string(), reason: z.string() }).nullable(),
    }),
  ),
})
export type TaskView = z.output<typeof tasksView>['tasks'][number]
