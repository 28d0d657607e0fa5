import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, long, paragraph, required } from '../../kernel/fields.ts'
import { inbox, sourceSchema } from './words.ts'

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
    /** Whether something is asked: without a question, nothing ends as "not reproducible". */
    question: z.boolean().default(false),
  }),
})

export const assess = declareCommand({
  name: 'assess',
  creates: false,
  title: 'Record the assessment',
  help: 'Says what a look at the report found, and stops the clock of the first assessment. With a message, the reporter hears it.',
  permission: inbox,
  input: z.strictObject({
    finding: z.enum(['plausible', 'unclear', 'no-flaw']),
    reason: required(paragraph, 'Say what was looked at and what was found, for the record.'),
    message: paragraph.default(''),
    nextDate: day.optional(),
  }),
})

export const reclassify = declareCommand({
  name: 'reclassify',
  creates: false,
  title: 'Correct the source',
  help: 'Puts the report under another of the seven sources. The first one is kept.',
  permission: inbox,
  input: z.strictObject({
    source: sourceSchema,
    reason: required(paragraph, 'Say why it belongs there, for the record.'),
  }),
})

/** The server looks at a report's dates: reminds before, escalates after. */
export const keepDates = declareCommand({
  name: 'keep-dates',
  creates: false,
  title: 'Keep the dates',
  help: 'Reminds colleagues of a date that comes near, and says whom it was missed to.',
  permission: [],
  internal: true,
  input: z.strictObject({}),
})
