import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { because, team } from './words.ts'

/** How a task ends here; what its tracker says of it is shown beside it and ends nothing. */
const taskOutcomes = ['done', 'dropped'] as const

const taskId = z.uuid().meta({ title: 'Task' })

export const planTask = declareCommand({
  name: 'plan-task',
  creates: false,
  title: 'Plan a task',
  help: 'Plans a piece of the remediation. With a tracker it becomes an issue there; what is under embargo stays here unless only your own people can read that project.',
  permission: team,
  input: z.strictObject({
    title: required(line, 'Name the task.'),
    what: required(paragraph, 'Say what is to be done.').meta({ title: 'What is to be done' }),
    /** None where it is for no single product. */
    product: recordId.optional(),
    due: day.optional(),
    tracker: line.default('').meta({
      title: 'Tracker',
      description: 'As channels.yaml names it, like redmine:lab. Empty keeps the task in the case.',
    }),
  }),
})

export const closeTask = declareCommand({
  name: 'close-task',
  creates: false,
  title: 'Close a task',
  help: 'Records that a task is done, or why it is dropped. An issue in a tracker stays as it is.',
  permission: team,
  input: z.strictObject({ task: taskId, outcome: z.enum(taskOutcomes), reason: because }),
})

const internal = { creates: false, internal: true, permission: [] } as const

export const recordIssue = declareCommand({
  ...internal,
  name: 'record-issue',
  title: 'Record the issue of a task',
  help: 'Keeps which issue of a tracker a task became, and whether details were withheld from it.',
  input: z.strictObject({
    task: taskId,
    /** Which issue it is wherever it moves: tracker, address and its own number. */
    issue: line,
    key: line,
    url: z.string().max(2_000),
    status: line,
    withheld: z.boolean(),
  }),
})

export const followTask = declareCommand({
  ...internal,
  name: 'follow-task',
  title: 'Follow the issue of a task',
  help: 'Keeps what a tracker says of an issue now. It closes nothing here.',
  input: z.strictObject({
    task: taskId,
    key: line,
    url: z.string().max(2_000),
    status: line,
    isClosed: z.boolean(),
  }),
})

export const stopTask = declareCommand({
  ...internal,
  name: 'stop-task',
  title: 'Stop writing into an issue',
  help: 'Warns that others can read what was written into the issue of a task under embargo.',
  input: z.strictObject({ task: taskId, reason: paragraph }),
})

export const resumeTask = declareCommand({
  ...internal,
  name: 'resume-task',
  title: 'Write into an issue again',
  help: 'Keeps that the project of a task is private again.',
  input: z.strictObject({ task: taskId }),
})
