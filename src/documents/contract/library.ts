import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { day, fileReference, line, paragraph, recordIds, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

/** Kinds of accompanying document. */
export const documentKinds = {
  ifu: 'Instructions for use',
  installation: 'Installation guide',
  administration: 'Administration guide',
  'security-guide': 'Security guide',
  'release-notes': 'Release notes',
  'network-diagram': 'Network diagram',
  mds2: 'MDS2 form',
  policy: 'Policy or procedure',
  other: 'Other',
} as const
export const documentKindSchema = z.enum([
  'ifu',
  'installation',
  'administration',
  'security-guide',
  'release-notes',
  'network-diagram',
  'mds2',
  'policy',
  'other',
])
export const documentStatuses = [
  'empty',
  'being-read',
  'read',
  'partly-read',
  'could-not-read',
] as const

const library = ['writer', 'engineer', 'administrator'] as const

export const registerDocument = declareCommand({
  name: 'register',
  creates: true,
  title: 'Add a document',
  help: 'Adds an accompanying document to the library and says which products it belongs to.',
  permission: library,
  input: z.strictObject({
    title: required(line, 'Name the document.'),
    documentKind: documentKindSchema,
    products: recordIds.default([]),
    number: line.default(''),
    language: line.default('en'),
    owner: line.default(''),
  }),
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
  listed: ['document-kind', 'product'],
  commands: [registerDocument, addDocumentRevision, recordReading],
})
