import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'
import { type EventOf, eventParser } from '../../ledger/index.ts'

/** Facts about a message. A shipped schema is never edited. */
export const messageEvents = {
  'message.written': z.object({
    reference: z.string(),
    /** Whose key seals a third party’s address and the words to them. */
    subject: z.string().optional(),
    case: z.string(),
    caseReference: z.string(),
    audience: z.enum(['team', 'approvers', 'external']),
    text: z.string(),
    files: z.array(fileReference),
    party: z.string(),
    partyAddress: z.string(),
    task: z.string().optional(),
    corrects: z.string().optional(),
    /** Ids of the colleagues who are told of it. */
    mentions: z.array(z.string()),
  }),
  'message.taken-in': z.object({
    reference: z.string(),
    subject: z.string().optional(),
    case: z.string(),
    caseReference: z.string(),
    task: z.string(),
    author: z.string(),
    text: z.string(),
    tracker: z.string(),
    url: z.string(),
    comment: z.string(),
    writtenAt: z.string(),
  }),
  /** By somebody whom it mentions. */
  'message.seen': z.object({ person: z.string() }),
} as const

export type MessageEvent = EventOf<typeof messageEvents>
export const parseMessageEvent = eventParser(messageEvents)
