import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { roundShape } from './look/found.ts'

const because = required(paragraph, 'Give the reason, for the record.')
const people = ['engineer', 'writer'] as const
const internal = { permission: [], internal: true } as const
const candidate = required(line, 'Name the candidate.')

export const lookStatuses = ['undecided', 'decided'] as const

export const recordLook = declareCommand({
  name: 'record',
  creates: true,
  title: 'Look at the documents',
  help: 'Keeps which statements of the accompanying documents may now be false, after a fix.',
  ...internal,
  input: z.strictObject({
    case: recordId,
    caseReference: line,
    cause: line,
    /** The look that was full. */
    continues: recordId.optional(),
    ...roundShape,
  }),
})

export const searchAgain = declareCommand({
  name: 'search-again',
  creates: false,
  title: 'Search again',
  help: 'Adds what a later search of the documents found that nobody was asked about yet.',
  ...internal,
  input: z.strictObject({ cause: line, ...roundShape }),
})

/**
 * Why nobody has to decide it any more: the statement changed and is asked about anew, stands in the
 * newest revision no more, a document gives the guidance now, or the case gives it no more.
 */
export const overtakingSchema = z.enum(['asked-anew', 'gone', 'stands-now', 'given-up'])

export const overtake = declareCommand({
  name: 'overtake',
  creates: false,
  title: 'Overtake',
  help: 'Says which open questions a newer revision has answered.',
  ...internal,
  input: z.strictObject({
    candidates: z.array(z.strictObject({ candidate, how: overtakingSchema })).max(500),
  }),
})

const holds = z.enum(['case', 'always']).default('case').meta({
  title: 'The reason holds',
  description:
    'For every case: it is offered, and never applied, when a later case finds the same statement.',
})

export const dismissCandidate = declareCommand({
  name: 'dismiss',
  creates: false,
  title: 'Dismiss',
  help: 'Says why a statement is still true, guidance is not needed, or a drawing shows nothing false.',
  permission: people,
  input: z.strictObject({ candidate, reason: because, holds }),
})

export const dismissSeveral = declareCommand({
  name: 'dismiss-several',
  creates: false,
  title: 'Dismiss several',
  help: 'Dismisses several candidates for the same reason.',
  permission: people,
  input: z.strictObject({
    candidates: z.array(candidate).min(1).max(limits.events.perCommand),
    reason: because,
    holds,
  }),
})

export const keepCandidate = declareCommand({
  name: 'keep',
  creates: false,
  title: 'Mark as false',
  help: 'Says that a statement is false now; the defect opened from it carries the correction.',
  permission: people,
  input: z.strictObject({ candidate, defect: recordId }),
})

export const standsElsewhere = declareCommand({
  name: 'stands-elsewhere',
  creates: false,
  title: 'It stands elsewhere',
  help: 'Cites the document that gives operators the guidance in other words.',
  permission: people,
  input: z.strictObject({
    candidate,
    document: recordId,
    quote: required(paragraph, 'Quote what the document says, word by word.'),
  }),
})

export const takeBack = declareCommand({
  name: 'take-back',
  creates: false,
  title: 'Take the decision back',
  help: 'Makes a dismissed candidate undecided again.',
  permission: people,
  input: z.strictObject({ candidate, reason: because }),
})

export const readByEye = declareCommand({
  name: 'read-by-eye',
  creates: false,
  title: 'Record a reading by eye',
  help: 'Says that a person read a document which the server could not, and what they found.',
  permission: people,
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
  commands: [
    recordLook,
    searchAgain,
    overtake,
    dismissCandidate,
    dismissSeveral,
    keepCandidate,
    standsElsewhere,
    takeBack,
    readByEye,
  ],
})
