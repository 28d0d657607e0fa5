import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { paragraph, recordId } from '../../kernel/fields.ts'
import { because, endingSchema, team } from './words.ts'

export const proposeEnding = declareCommand({
  name: 'propose-ending',
  creates: false,
  title: 'Propose to end it without a fix',
  help: 'For a case that turns out to be none: a duplicate, no vulnerability, not reproducible, not ours, or only in obsolete revisions. Once somebody else approved, its closure asks only what still applies.',
  permission: team,
  input: z.strictObject({
    ending: endingSchema,
    reason: because,
    /** The case that it duplicates. */
    duplicateOf: recordId.optional(),
    /** What the reporter hears after the plain word, once it is approved. */
    message: paragraph.max(2_000).default(''),
  }),
})

export const approveEnding = declareCommand({
  name: 'approve-ending',
  creates: false,
  title: 'Approve the end without a fix',
  help: 'Signs that the case ends without a fix, and tells the reporter. Who proposed it cannot sign.',
  permission: ['approver', 'engineer'],
  signature: 'approval that the case ends without a fix',
  input: z.strictObject({ comment: paragraph.default('') }),
})
