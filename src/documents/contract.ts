import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  paragraph,
  recordId,
  recordIds,
  required,
} from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'
import { severities } from '../kernel/severity.ts'

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

/** A passage as it was cited: where it stood and what it said. */
export const citation = z.strictObject({
  document: recordId,
  revision: line,
  quote: z.string().max(limits.text.paragraph),
  location: line.default(''),
})
export type Citation = z.output<typeof citation>

export const defectStatuses = ['open', 'assigned', 'corrected', 'verified', 'closed'] as const
const because = required(paragraph, 'Give the reason, for the record.')

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

export const lookStatuses = ['undecided', 'decided'] as const

const candidate = z.strictObject({
  id: line,
  document: recordId,
  revision: line,
  quote: z.string().max(limits.text.paragraph),
  location: line,
  reason: paragraph,
  confidence: z.number().min(0).max(1),
})

export const recordLook = declareCommand({
  name: 'record',
  creates: true,
  title: 'Look at the documents',
  help: 'Keeps which statements of the accompanying documents may now be false, after a fix.',
  permission: [],
  internal: true,
  input: z.strictObject({
    case: recordId,
    caseReference: line,
    cause: line,
    searched: z.array(z.strictObject({ document: recordId, revision: line })).max(2_000),
    candidates: z.array(candidate).max(200),
    omissions: z.array(z.strictObject({ guidance: paragraph, where: line })).max(200),
    /** Documents that could not be searched as a whole: nobody may take them for clean. */
    unread: z.array(recordId).max(2_000),
  }),
})

export const dismissCandidate = declareCommand({
  name: 'dismiss',
  creates: false,
  title: 'Dismiss',
  help: 'Says why a statement is still true after the fix.',
  permission: ['engineer', 'writer'],
  input: z.strictObject({ candidate: required(line, 'Name the candidate.'), reason: because }),
})

export const keepCandidate = declareCommand({
  name: 'keep',
  creates: false,
  title: 'Mark as false',
  help: 'Says that a statement is false now; the defect opened from it carries the correction.',
  permission: ['engineer', 'writer'],
  input: z.strictObject({
    candidate: required(line, 'Name the candidate.'),
    defect: recordId,
  }),
})

export const readByEye = declareCommand({
  name: 'read-by-eye',
  creates: false,
  title: 'Record a reading by eye',
  help: 'Says that a person read a document which the server could not, and what they found.',
  permission: ['engineer', 'writer'],
  input: z.strictObject({
    document: recordId,
    found: required(paragraph, 'Say what was found, and which defects were opened from it.'),
  }),
})

export const lookContract = declareKind({
  kind: 'look',
  collection: 'looks',
  prefix: 'LOOK',
  clause: '4.1.9',
  title: 'Look at the documents',
  readers,
  statuses: lookStatuses,
  commands: [recordLook, dismissCandidate, keepCandidate, readByEye],
})
