import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { exitSchema, inbox } from './words.ts'

export const conclude = declareCommand({
  name: 'conclude',
  creates: false,
  title: 'Close the report',
  help: 'Ends the report with its exit and reason, and tells the reporter. A duplicate is merged instead.',
  permission: inbox,
  sealed: ['ownerContact'],
  person: 'ownerContact',
  input: z.strictObject({
    exit: exitSchema,
    reason: required(paragraph, 'Say why, for the record.'),
    message: required(paragraph, 'Tell the reporter in plain words.'),
    /** Whose product it is, where it is not ours. */
    ownerName: line.default(''),
    /** The owner's mail address for reports: the server hands this one over. */
    ownerContact: z.union([z.literal(''), z.email().max(limits.text.line)]).default(''),
    /** What the owner is told by that mail. */
    ownerMessage: paragraph.default(''),
    /** When the owner was told already, by another way. */
    ownerToldOn: day.optional(),
  }),
})

export const merge = declareCommand({
  name: 'merge',
  creates: false,
  title: 'Merge with its original',
  help: 'Ends the report as a duplicate of another one. Its reporter goes on hearing what becomes of the flaw.',
  permission: inbox,
  input: z.strictObject({
    /** The report that came first. */
    report: recordId,
    reason: required(paragraph, 'Say why they are about the same flaw, for the record.'),
    message: required(paragraph, 'Tell the reporter in plain words.'),
  }),
})

export const reopen = declareCommand({
  name: 'reopen',
  creates: false,
  title: 'Open the report again',
  help: 'Takes a closed report up again, with a new next day. With a message, the reporter hears it.',
  permission: inbox,
  input: z.strictObject({
    reason: required(paragraph, 'Say why, for the record.'),
    message: paragraph.default(''),
  }),
})
