import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { severities } from '../../kernel/severity.ts'
import { citation } from './citation.ts'

const because = required(paragraph, 'Give the reason, for the record.')

export const defectStatuses = ['open', 'assigned', 'corrected', 'verified', 'closed'] as const

export const openDefect = declareCommand({
  name: 'open',
  creates: true,
  title: 'Open a documentation defect',
  help: 'Records an error, omission or outdated statement with security relevance, with or without a case.',
  permission: ['engineer', 'writer', 'approver', 'administrator'],
  input: z.strictObject({
    title: required(line, 'Give the defect a short title.'),
    defectKind: z.enum(['error', 'omission', 'outdated']),
    severity: z.enum(severities),
    misleads: required(paragraph, 'Say what it makes an operator do wrong.'),
    cause: z.enum(['case', 'review', 'report', 'complaint', 'by-hand']).default('by-hand'),
    case: recordId.optional(),
    report: recordId.optional(),
    look: recordId.optional(),
    candidate: line.optional(),
    document: recordId,
    statements: z.array(citation).max(limits.list.items).default([]),
    trackerIssue: line.default(''),
  }),
})

export const assignDefect = declareCommand({
  name: 'assign',
  creates: false,
  title: 'Assign',
  help: 'Says who corrects the document, and until when.',
  permission: ['engineer', 'writer', 'administrator'],
  input: z.strictObject({ to: required(line, 'Name who corrects it.'), until: day }),
})

export const correctDefect = declareCommand({
  name: 'correct',
  creates: false,
  title: 'Record the correction',
  help: 'Names the revision of the document in which the statement is corrected.',
  permission: ['writer', 'engineer'],
  input: z.strictObject({
    revision: required(line, 'Name the corrected revision of the document.'),
    before: z.string().max(limits.text.paragraph).default(''),
    after: required(paragraph, 'Say what the document says now.'),
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

export const closeDefect = declareCommand({
  name: 'close',
  creates: false,
  title: 'Close the defect',
  help: 'Closes a verified defect and says how the field is told: next release, or a notice now.',
  permission: ['engineer', 'writer', 'approver', 'administrator'],
  input: z.strictObject({
    told: z.enum(['next-release', 'notice-now', 'not-needed']),
    reason: because,
    release: recordId.optional(),
  }),
})

export const defectContract = declareKind({
  kind: 'defect',
  collection: 'defects',
  prefix: 'DEF',
  clause: '4.1.9',
  title: 'Documentation defect',
  readers,
  statuses: defectStatuses,
  commands: [openDefect, assignDefect, correctDefect, verifyDefect, closeDefect],
})
