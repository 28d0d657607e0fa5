import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { day, fileReference, line, paragraph, recordId, required } from '../kernel/fields.ts'
import { readers } from '../kernel/roles.ts'

/** Proactive work that 6.2 and 9.5 ask for apart from handling what others report. */
export const activityKinds = {
  sast: 'Static analysis of the source code',
  dast: 'Dynamic testing of the running product',
  'sbom-scan': 'Matching the software items against known vulnerabilities',
  'penetration-test': 'Penetration test',
  'news-watch': 'Watch of public incident reports and news',
} as const
export const activityKindSchema = z.enum([
  'sast',
  'dast',
  'sbom-scan',
  'penetration-test',
  'news-watch',
])

export const runOutcomes = ['clean', 'findings', 'failed'] as const
export const activityStatuses = ['planned', 'running', 'retired'] as const

const team = ['engineer', 'triager', 'administrator'] as const

export const planActivity = declareCommand({
  name: 'plan',
  creates: true,
  title: 'Plan an activity',
  help: 'Plans proactive work that repeats, so that it is seen when a run is due or overdue.',
  permission: team,
  input: z.strictObject({
    kind: activityKindSchema.meta({ title: 'Kind', description: 'What is done.' }),
    title: required(line, 'Name the activity.').meta({
      title: 'Title',
      description: 'What is looked at, and with what.',
    }),
    product: recordId.optional().meta({
      title: 'Product',
      description: 'Leave it empty where the activity serves all products.',
    }),
    everyDays: z
      .number()
      .int()
      .min(1, 'An activity repeats after one day at the earliest.')
      .max(1_827, 'An activity repeats after five years at the latest.')
      .meta({ title: 'Every … days', description: 'Days from one run to the next.' }),
    firstDue: day.meta({ title: 'First due', description: 'The last day for the first run.' }),
  }),
})

export const recordRun = declareCommand({
  name: 'record-run',
  creates: false,
  title: 'Record a run',
  help: 'Records that the activity was done and what came out. A failed run is still due.',
  permission: team,
  input: z.strictObject({
    on: day.meta({ title: 'Day', description: 'The day of the run.' }),
    outcome: z.enum(runOutcomes).meta({
      title: 'Outcome',
      description: 'Clean, findings (report each one), or failed: it could not be done.',
    }),
    summary: required(paragraph, 'Say what was looked at and what came out.').meta({
      title: 'Summary',
      description: 'What was looked at and what came out, for the auditor.',
    }),
    file: fileReference.optional().meta({
      title: 'Evidence',
      description: 'The output of the scanner, or the report of the testers.',
    }),
  }),
})

export const retireActivity = declareCommand({
  name: 'retire',
  creates: false,
  title: 'Retire the activity',
  help: 'Ends the activity; its runs stay on record.',
  permission: team,
  input: z.strictObject({
    reason: required(paragraph, 'Give the reason, for the record.').meta({ title: 'Reason' }),
  }),
})

export const activityContract = declareKind({
  kind: 'activity',
  collection: 'activities',
  prefix: 'ACT',
  clause: '6.2',
  title: 'Activity',
  readers,
  statuses: activityStatuses,
  listed: ['kind'],
  commands: [planActivity, recordRun, retireActivity],
})

/** How an activity stands on a day. */
export interface ActivityStanding {
  /** The last day for the next run; null once retired. */
  readonly nextDue: string | null
  readonly overdueByDays: number
  readonly lastRun: { readonly on: string; readonly outcome: string } | null
}
