import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { paragraph, required } from '../../kernel/fields.ts'
import { exitSchema, inbox } from './words.ts'

export const conclude = declareCommand({
  name: 'conclude',
  creates: false,
  title: 'Close the report',
  help: 'Ends the report with its exit and reason, and tells the reporter.',
  permission: inbox,
  input: z.strictObject({
    exit: exitSchema,
    reason: required(paragraph, 'Say why, for the record.'),
    message: required(paragraph, 'Tell the reporter in plain words.'),
  }),
})
