import { z } from 'zod'
import { fileView } from '../common.ts'

/** What the conversation reads of a message. */
const messageView = z.object({
  caseReference: z.string(),
  audience: z.enum(['team', 'approvers', 'external']),
  text: z.string(),
  files: z.array(fileView),
  party: z.string(),
  task: z.string().nullable(),
  corrects: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  from: z
    .object({ tracker: z.string(), url: z.string(), author: z.string(), writtenAt: z.string() })
    .nullable(),
  mentions: z.array(z.string()),
  seenBy: z.array(z.string()),
})

export const conversationPage = z.object({
  messages: z.array(z.object({ id: z.string(), humanId: z.string(), state: messageView })),
  next: z.string().nullable(),
})
export type MessageLine = z.output<typeof conversationPage>['messages'][number]
