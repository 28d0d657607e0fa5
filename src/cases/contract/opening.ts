import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, long, recordId, required } from '../../kernel/fields.ts'
import { because, caseFacts, team } from './words.ts'

export const openCase = declareCommand({
  name: 'open',
  creates: true,
  title: 'Open a case',
  help: 'Opens a case for one vulnerability, from a report or on its own.',
  permission: ['triager', ...team],
  input: z.strictObject({
    title: required(line, 'Give the case a short title.'),
    summary: long.default(''),
    report: recordId.optional(),
    cve: z
      .string()
      .regex(/^CVE-\d{4}-\d{4,19}$/, 'A CVE id looks like CVE-2026-12345.')
      .optional(),
    cwe: z
      .string()
      .regex(/^CWE-\d{1,6}$/, 'A CWE id looks like CWE-79.')
      .optional(),
    /** When the maker became aware; clocks run from it. */
    awareOn: day.optional(),
  }),
})

export const describeCase = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Record the facts',
  help: 'Records ids and the facts of the flaw that the accompanying documents are searched for.',
  permission: team,
  input: z.strictObject({
    cve: openCase.input.shape.cve,
    cwe: openCase.input.shape.cwe,
    rootCause: long.optional(),
    facts: caseFacts.optional(),
  }),
})

export const lookAtDocuments = declareCommand({
  name: 'look-at-documents',
  creates: false,
  title: 'Look at the documents again',
  help: 'Searches the documents of every affected revision now, for the facts of the case or for others.',
  permission: [...team, 'writer'],
  input: z.strictObject({
    facts: caseFacts.optional().meta({
      title: 'Only for these facts',
      description: 'Left out: for the facts of the case, as they stand.',
    }),
  }),
})

export const closeCase = declareCommand({
  name: 'close',
  creates: false,
  title: 'Close the case',
  help: 'Closes the case once everything 9.5 asks for is recorded; otherwise says what is missing.',
  permission: team,
  input: z.strictObject({ conclusion: because }),
})

export const reopenCase = declareCommand({
  name: 'reopen',
  creates: false,
  title: 'Reopen the case',
  help: 'Opens a closed case again; its history stays.',
  permission: team,
  input: z.strictObject({ reason: because }),
})
