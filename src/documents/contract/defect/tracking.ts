import { z } from 'zod'
import { declareCommand } from '../../../kernel/command.ts'
import { line, required } from '../../../kernel/fields.ts'
import { workers } from './words.ts'

export const trackDefect = declareCommand({
  name: 'track',
  creates: false,
  title: 'Put it into a tracker',
  help: 'Makes the defect an issue in your own tracker. Its details stay here unless only your own people can read that project.',
  permission: workers,
  input: z.strictObject({
    tracker: required(line, 'Name the tracker.').meta({
      title: 'Tracker',
      description: 'As channels.yaml names it, like redmine:lab.',
    }),
  }),
})

const internal = { creates: false, internal: true, permission: [] } as const
const url = z.string().max(2_000)

export const recordDefectIssue = declareCommand({
  ...internal,
  name: 'record-issue',
  title: 'Record the issue of the defect',
  help: 'Keeps which issue of a tracker the defect became, and whether details were withheld from it.',
  input: z.strictObject({
    tracker: line,
    /** Which issue it is wherever it moves: tracker, address and its own number. */
    issue: line,
    key: line,
    url,
    status: line,
    withheld: z.boolean(),
  }),
})

export const followDefectIssue = declareCommand({
  ...internal,
  name: 'follow-issue',
  title: 'Follow the issue of the defect',
  help: 'Keeps what the tracker says of the issue now.',
  input: z.strictObject({
    key: line,
    url,
    status: line,
    isClosed: z.boolean(),
  }),
})
