import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, long, paragraph, required } from '../../kernel/fields.ts'
import { inbox } from './words.ts'

export const acknowledge = declareCommand({
  name: 'acknowledge',
  creates: false,
  title: 'Acknowledge',
  help: 'Tells the reporter that a person has read the report and when they will hear more.',
  permission: inbox,
  input: z.strictObject({
    message: required(paragraph, 'Write a sentence to the reporter.'),
    nextDate: day,
  }),
})

export const reply = declareCommand({
  name: 'reply',
  creates: false,
  title: 'Write to the reporter',
  help: 'Adds a message to the thread that the reporter reads behind the secret link.',
  permission: inbox,
  input: z.strictObject({
    message: required(long, 'Write the message.'),
    nextDate: day.optional(),
  }),
})
