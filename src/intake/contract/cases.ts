import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { toldSchema } from './told.ts'
import { inbox } from './words.ts'

export const linkCase = declareCommand({
  name: 'link-case',
  creates: false,
  title: 'Link to a case',
  help: 'Connects the report with the case it belongs to.',
  permission: inbox,
  input: z.strictObject({ case: z.uuid() }),
})

export const unlinkCase = declareCommand({
  name: 'unlink-case',
  creates: false,
  title: 'Take from a case',
  help: 'Ends the connection of the report with a case that it does not belong to.',
  permission: inbox,
  input: z.strictObject({
    case: z.uuid(),
    reason: required(paragraph, 'Say why it does not belong there, for the record.'),
  }),
})

export const tellProgress = declareCommand({
  name: 'tell-progress',
  creates: false,
  title: 'Tell progress',
  help: 'A step of the case reaches the reporter in plain words.',
  permission: [],
  internal: true,
  input: z.strictObject({
    case: z.uuid(),
    step: z.enum(['analysing', 'decided', 'fixed', 'published', 'ended']),
    /** A person's words; or `said`, which is in every language. */
    message: paragraph.default(''),
    said: toldSchema.default([]),
    where: line.default(''),
  }),
})
