import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../kernel/fields.ts'
import { readers } from '../kernel/roles.ts'

export * from './contract/answer.ts'
export * from './contract/clause-map.ts'
export * from './contract/gaps.ts'
export * from './contract/kept.ts'

/** What a person can say instead of the review: not that it could not run. */
export const overruledVerdicts = ['met', 'partial', 'absent', 'not-applicable'] as const

export const findingStatuses = [
  'overruled',
  'gap-accepted',
  'confirmed',
  'record-named',
  'withdrawn',
] as const

const because = required(paragraph, 'Give the reason, for the record.')
const constraint = required(line, 'Name the constraint, like 9.2/channel.').meta({
  title: 'Constraint',
  description: 'The id of the constraint, like 9.2/channel.',
})
const product = recordId.optional().meta({
  title: 'Product',
  description: 'Leave it empty where it holds for all products.',
})

const document = recordId.optional().meta({
  title: 'Document',
  description: 'The document whose verdict it is about. Empty: the verdict on the whole.',
})
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const passageHash = hash.optional().meta({
  title: 'Passage',
  description: 'SHA-256 of the passage: it holds until the passage changes.',
})
const basis = hash.optional().meta({
  title: 'What was found',
  description:
    'The basis of the answer, for the verdict on the whole: it holds until that changes.',
})

export const overrule = declareCommand({
  name: 'overrule',
  creates: true,
  title: 'Overrule a verdict',
  help: 'Says what holds instead of the verdict of the review, and why.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({
    constraint,
    product,
    document,
    passageHash,
    basis,
    verdict: z
      .enum(overruledVerdicts)
      .meta({ title: 'Verdict', description: 'What holds instead.' }),
    reason: because.meta({ title: 'Reason' }),
  }),
})

export const confirm = declareCommand({
  name: 'confirm',
  creates: true,
  title: 'Confirm a verdict',
  help: 'Says that the review saw it right, and why. It asks again once the passage, or what was found, changes.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({
    constraint,
    product,
    document,
    passageHash,
    basis,
    verdict: z
      .enum(overruledVerdicts)
      .meta({ title: 'Verdict', description: 'The verdict that is right.' }),
    reason: because.meta({ title: 'Reason' }),
  }),
})

export const nameRecord = declareCommand({
  name: 'name-record',
  creates: true,
  title: 'Name a record as proof',
  help: 'Says that a document of the kind "record" (a test report, minutes, a signed form) proves that the duty was done, and on which day.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({
    constraint,
    product,
    document: recordId.meta({
      title: 'Record',
      description: 'A document of the library of the kind "record".',
    }),
    on: day.meta({ title: 'Day', description: 'The day on which it was done.' }),
    reason: because.meta({ title: 'What it shows' }),
  }),
})

export const acceptGap = declareCommand({
  name: 'accept-gap',
  creates: true,
  title: 'Accept a gap',
  help: 'Signs that a gap is known and accepted. The verdict stays what it is.',
  permission: ['approver'],
  signature: 'acceptance of a gap',
  input: z.strictObject({ constraint, product, reason: because.meta({ title: 'Reason' }) }),
})

export const withdrawFinding = declareCommand({
  name: 'withdraw',
  creates: false,
  title: 'Withdraw',
  help: 'Takes a person’s word back, whatever it was; the review speaks again.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({ reason: because.meta({ title: 'Reason' }) }),
})

export const reviewFindingContract = declareKind({
  kind: 'review-finding',
  collection: 'findings',
  prefix: 'FND',
  clause: '9.5',
  title: 'Review finding',
  readers,
  statuses: findingStatuses,
  commands: [overrule, confirm, acceptGap, nameRecord, withdrawFinding],
})
