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
  'duty-judged',
  'task-planned',
  'task-done',
  'task-dropped',
  'withdrawn',
] as const

/** How a task ends. It closes no gap by itself: the review speaks from what it finds then. */
export const taskEndings = ['done', 'dropped'] as const

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

/** A person's word on a verdict: which one, on what, and why. */
const wordOnVerdict = (verdict: string) =>
  z.strictObject({
    constraint,
    product,
    document,
    passageHash,
    basis,
    verdict: z.enum(overruledVerdicts).meta({ title: 'Verdict', description: verdict }),
    reason: because.meta({ title: 'Reason' }),
  })

export const overrule = declareCommand({
  name: 'overrule',
  creates: true,
  title: 'Overrule a verdict',
  help: 'Says what holds instead of the verdict of the review, and why.',
  permission: ['approver', 'engineer'],
  input: wordOnVerdict('What holds instead.'),
})

export const confirm = declareCommand({
  name: 'confirm',
  creates: true,
  title: 'Confirm a verdict',
  help: 'Says that the review saw it right, and why. It asks again once the passage, or what was found, changes.',
  permission: ['approver', 'engineer'],
  input: wordOnVerdict('The verdict that is right.'),
})

export const judgeDuty = declareCommand({
  name: 'judge-duty',
  creates: true,
  title: 'Judge a duty of your own',
  help: 'Says how far a duty that you added to the catalogue is met, and what shows it. No machine judges it; it asks again once the duty reads otherwise.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({
    constraint: required(line, 'Name the duty, like 4.1.4/training.').meta({
      title: 'Duty',
      description: 'Its id in duties.yaml, like 4.1.4/training.',
    }),
    product,
    verdict: z
      .enum(overruledVerdicts)
      .meta({ title: 'Verdict', description: 'How far it is met.' }),
    reason: because.meta({ title: 'What shows it, or what is missing' }),
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

const workers = ['approver', 'engineer', 'writer', 'release-manager'] as const
const who = z
  .string()
  .regex(/^person:[\w-]{1,64}$/, 'Choose a colleague.')
  .meta({ title: 'Who', description: 'The colleague who closes the gap.' })
const until = day.meta({
  title: 'Until',
  description: 'It is on their list of dates until then, and they are reminded by mail.',
})

export const planGapTask = declareCommand({
  name: 'plan-task',
  creates: true,
  title: 'Plan a task',
  help: 'Says who closes a gap, how, and until when. The verdict stays what it is.',
  permission: workers,
  input: z.strictObject({
    constraint,
    product,
    what: required(paragraph, 'Say what is to be done.').meta({ title: 'What is to be done' }),
    who,
    until,
  }),
})

export const moveGapTask = declareCommand({
  name: 'move-task',
  creates: false,
  title: 'Move the task',
  help: 'Hands the task to a colleague, or gives it another day, with the reason.',
  permission: workers,
  input: z.strictObject({ who, until, reason: because.meta({ title: 'Reason' }) }),
})

export const endGapTask = declareCommand({
  name: 'end-task',
  creates: false,
  title: 'End the task',
  help: 'Records that the task is done, or why it is dropped. Whether the gap is closed, the review says.',
  permission: workers,
  input: z.strictObject({
    outcome: z.enum(taskEndings).meta({ title: 'Outcome' }),
    reason: because.meta({ title: 'What was done, or why not' }),
  }),
})

export const keepTaskDates = declareCommand({
  name: 'keep-dates',
  creates: false,
  internal: true,
  title: 'Look at the date',
  help: 'Reminds of the day until which a gap is closed, and tells when it was missed.',
  permission: [],
  input: z.strictObject({}),
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
  listed: ['assignee'],
  commands: [
    overrule,
    confirm,
    acceptGap,
    planGapTask,
    moveGapTask,
    judgeDuty,
    endGapTask,
    keepTaskDates,
    nameRecord,
    withdrawFinding,
  ],
})
