import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  paragraph,
  recordId,
  recordIds,
  required,
} from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { documentKindSchema } from './document-kinds.ts'
import { originCommands } from './origin.ts'

export * from './document-kinds.ts'

export const documentStatuses = [
  'empty',
  'being-read',
  'read',
  'partly-read',
  'could-not-read',
] as const

const library = ['writer', 'engineer', 'administrator'] as const

/** Revisions of a product that a document belongs to; an empty list means all of them. */
const cover = z.strictObject({
  product: recordId,
  revisions: z.array(line).max(limits.list.items).default([]).meta({
    title: 'Revisions',
    description: 'Empty: all of them, also those to come.',
  }),
})
export type Cover = z.output<typeof cover>

/** What is said of a document beside its revisions; saying it anew replaces all of it. */
const description = z.strictObject({
  title: required(line, 'Name the document.'),
  documentKind: documentKindSchema,
  products: recordIds.default([]),
  covers: z.array(cover).max(limits.list.items).default([]).meta({
    title: 'Only for some revisions',
    description: 'Products of which the document belongs to some revisions and not to others.',
  }),
  number: line.default('').meta({ title: 'Document number' }),
  language: line.default('en'),
  owner: line.default('').meta({ title: 'Who looks after it' }),
  translationOf: recordId.optional().meta({
    title: 'Translation of',
    description: 'The document that this one says in another language.',
  }),
})

export const registerDocument = declareCommand({
  name: 'register',
  creates: true,
  title: 'Add a document',
  help: 'Adds an accompanying document to the library and says which products it belongs to.',
  permission: library,
  input: description,
})

export const describeDocument = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Change what it is',
  help: 'Says anew what the document is, whom it belongs to and which revisions it covers; what is left out is empty then.',
  permission: library,
  input: description,
})

export const addDocumentRevision = declareCommand({
  name: 'add-revision',
  creates: false,
  title: 'Add a revision',
  help: 'Adds a revision of the document. Its text is read, and its statements can be cited.',
  permission: library,
  input: z.strictObject({
    version: required(line, 'Give the version of the document.'),
    file: fileReference,
    inForceFrom: day.optional(),
  }),
})

/** What no search can clear: offered to a person by page, or by the headings above it. */
export const drawingSchema = z.strictObject({
  page: z.number().int().positive().optional(),
  line: z.number().int().positive().optional(),
  headings: z.array(line).max(20),
  reason: line,
  caption: line.optional(),
})

export type RecordedDrawing = z.output<typeof drawingSchema>

export const setInForce = declareCommand({
  name: 'set-in-force',
  creates: false,
  title: 'Set the date in force',
  help: 'Says from which day a revision of the document is the one that counts.',
  permission: library,
  input: z.strictObject({
    version: required(line, 'Name the version of the document.'),
    inForceFrom: day,
  }),
})

/** Where a document says that it was approved; left out where a person knows it otherwise. */
const approvalQuote = z.strictObject({
  quote: z.string().min(1).max(limits.text.paragraph),
  passage: z.number().int().nonnegative().nullable(),
  page: z.number().int().nonnegative().nullable(),
  heading: z.string().max(limits.text.paragraph),
})

/** What a document says of its own approval: nothing is approved until a person confirms it. */
const approvalProposalSchema = z.strictObject({
  by: line,
  on: day,
  ...approvalQuote.shape,
})

export const recordApproval = declareCommand({
  name: 'record-approval',
  creates: false,
  title: 'Record its approval',
  help: 'Says who approved a revision of the document, and on which day. The clause review takes only what is approved as in force.',
  permission: [...library, 'approver'],
  input: z.strictObject({
    version: required(line, 'Name the version of the document.'),
    approvedBy: required(line, 'Name who approved it.').meta({ title: 'Approved by' }),
    approvedOn: day.meta({ title: 'Approved on' }),
  }),
})

export const confirmApproval = declareCommand({
  name: 'confirm-approval',
  creates: false,
  title: 'Confirm its approval',
  help: 'Says that a revision was approved as the document itself says it. The clause review takes only what is approved as in force.',
  permission: [...library, 'approver'],
  input: z.strictObject({
    version: required(line, 'Name the version of the document.'),
    /** As they were shown: what was read anew meanwhile is not confirmed unseen. */
    approvedBy: required(line, 'Name who approved it.').meta({ title: 'Approved by' }),
    approvedOn: day.meta({ title: 'Approved on' }),
  }),
})

export const dismissApproval = declareCommand({
  name: 'dismiss-approval',
  creates: false,
  title: 'It was not approved so',
  help: 'Says that what the document says of its approval does not hold, or was misread. It is not proposed again for this revision.',
  permission: [...library, 'approver'],
  input: z.strictObject({
    version: required(line, 'Name the version of the document.'),
    reason: required(paragraph, 'Say why it does not hold.').meta({ title: 'Why not' }),
  }),
})

export const readAgain = declareCommand({
  name: 'read-again',
  creates: false,
  title: 'Read again',
  help: 'Reads the newest revision anew, with the readers and programs that are there now. A reading that gives no text does not take the place of one that did.',
  permission: library,
  input: z.strictObject({}),
})

export const recordReading = declareCommand({
  name: 'record-reading',
  creates: false,
  title: 'Record the reading',
  help: 'What the server could read of a revision.',
  permission: [],
  internal: true,
  input: z.strictObject({
    file: line,
    outcome: z.enum(['read', 'partly-read', 'could-not-read']),
    reason: paragraph.default(''),
    format: line,
    statements: z.number().int().nonnegative(),
    textHash: z.string(),
    notes: z.array(line).max(limits.document.notes).default([]),
    drawings: z.array(drawingSchema).max(limits.document.drawings).default([]),
    readerVersion: z.number().int().nonnegative().default(0),
    approval: approvalProposalSchema.optional(),
  }),
})

export const documentContract = declareKind({
  kind: 'document',
  collection: 'documents',
  prefix: 'DOC',
  clause: '4.1.9',
  title: 'Document',
  readers,
  statuses: documentStatuses,
  listed: ['document-kind', 'product', 'unread-because', 'language', 'approval'],
  commands: [
    registerDocument,
    addDocumentRevision,
    setInForce,
    recordApproval,
    confirmApproval,
    dismissApproval,
    describeDocument,
    readAgain,
    recordReading,
    ...originCommands,
  ],
})
