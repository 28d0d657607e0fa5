import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

const because = required(paragraph, 'Give the reason, for the record.')

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
