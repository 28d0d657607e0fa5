import { z } from 'zod'
import { doneView } from '../common.ts'

/** What the page reads of questions to owners of other products. */
export const asksView = z.array(
  z.object({
    product: z.string(),
    name: z.string(),
    owners: z.array(z.string()),
    because: z.array(z.string()),
    asked: doneView,
    dueAt: z.string(),
    escalatedAt: z.string().nullable(),
    answer: doneView
      .extend({
        answer: z.enum(['affected', 'not-affected', 'looking']),
        revisions: z.array(z.string()),
        justification: z.string().optional(),
        statement: z.string(),
        until: z.string().optional(),
        onBehalf: z.string(),
      })
      .nullable(),
  }),
)
export type AskView = z.output<typeof asksView>[number]

export const hasAnswered = ({ answer }: AskView): boolean =>
  answer !== null && answer.answer !== 'looking'
