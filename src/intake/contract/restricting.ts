import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { inbox } from './words.ts'

/** Marks under which a report is for named people from its first moment. */
export const restrictingMarks: readonly string[] = ['RED', 'AMBER+STRICT']

export const setReportEmbargo = declareCommand({
  name: 'set-embargo',
  creates: false,
  title: 'Restrict to named people',
  help: 'Shows the report and all that hangs on it only to those named, until the day is over, or it is opened to everybody by naming nobody.',
  permission: inbox,
  input: z.strictObject({
    named: z.array(line).max(limits.list.items),
    until: day.optional(),
    reason: required(paragraph, 'Say why, for the record.'),
  }),
})

export const namePerson = declareCommand({
  name: 'name-person',
  creates: false,
  unseen: true,
  title: 'Name a colleague on it',
  help: 'Lets one more colleague see a restricted report and its cases. An administrator who cannot see it may do so where nobody is left who deals with reports and can, and sees nothing of it by that.',
  permission: inbox,
  input: z.strictObject({
    person: required(line, 'Name a colleague.'),
    reason: required(paragraph, 'Say why, for the record.'),
  }),
})

/** The server found that nobody who deals with reports can see this one any more. */
export const alarmUnseen = declareCommand({
  name: 'alarm-unseen',
  creates: false,
  internal: true,
  title: 'Tell that nobody can see it',
  help: 'Tells the administrators of a restricted report that nobody who deals with reports can see.',
  permission: [],
  input: z.strictObject({}),
})

export const endReportEmbargo = declareCommand({
  name: 'end-embargo',
  creates: false,
  internal: true,
  title: 'End the restriction',
  help: 'Ends a restriction once its last day is over (UTC); nobody needs to think of it.',
  permission: inbox,
  input: z.strictObject({}),
})
