import { z } from 'zod'
import { declareCommand } from '../../../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { because, workers } from './words.ts'

export const assignDefect = declareCommand({
  name: 'assign',
  creates: false,
  title: 'Assign',
  help: 'Says who corrects the document, until when, and with which release it goes out.',
  permission: ['engineer', 'writer', 'administrator'],
  input: z.strictObject({
    to: required(line, 'Name who corrects it.').meta({
      description: 'A colleague is reminded of the day by mail.',
    }),
    until: day,
    release: recordId.optional().meta({
      title: 'With this release',
      description: 'Its gate waits for the correction. Left out: the release stays as it is.',
    }),
  }),
})

export const correctDefect = declareCommand({
  name: 'correct',
  creates: false,
  title: 'Record the correction',
  help: 'Names the revision of the document in which the statement is corrected. It is compared with the wrong one.',
  permission: ['writer', 'engineer'],
  input: z.strictObject({
    revision: required(line, 'Name the corrected revision of the document.'),
    before: z.string().max(limits.text.paragraph).default(''),
    after: required(paragraph, 'Say what the document says now.'),
    byEye: paragraph.default('').meta({
      title: 'What you saw yourself',
      description:
        'Only where the server cannot compare: the file cannot be read, or the old words stay and mean something else now.',
    }),
  }),
})

export const verifyDefect = declareCommand({
  name: 'verify',
  creates: false,
  judges: true,
  title: 'Verify the correction',
  help: 'Another person than the writer confirms that the corrected document is right.',
  permission: ['engineer', 'approver'],
  input: z.strictObject({ right: z.boolean(), reason: because }),
})

export const reopenDefect = declareCommand({
  name: 'reopen',
  creates: false,
  title: 'Open the defect again',
  help: 'A defect that was closed or withdrawn is wrong again, or was never right.',
  permission: workers,
  input: z.strictObject({ reason: because }),
})

export const statementReturned = declareCommand({
  name: 'statement-returned',
  creates: false,
  internal: true,
  title: 'Record that the statement came back',
  help: 'A later revision of the document says again what was corrected: the defect opens again.',
  permission: [],
  input: z.strictObject({
    revision: line,
    quote: z.string().max(limits.text.paragraph),
  }),
})

export const keepDates = declareCommand({
  name: 'keep-dates',
  creates: false,
  internal: true,
  title: 'Look at the date',
  help: 'Reminds of the day until which the document is corrected, and tells when it was missed.',
  permission: [],
  input: z.strictObject({}),
})
