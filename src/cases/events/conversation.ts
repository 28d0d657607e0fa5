import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'

/** What is said about the case. */
export const conversationEvents = {
  'case.noted': z.object({ text: z.string(), files: z.array(fileReference) }),
} as const
