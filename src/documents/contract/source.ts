import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

/**
 * Where documents of the library lie: `connected` until the first look at it, then `in-step`, or
 * `partly` where some of its files could not be read, or `failing` where the source itself cannot.
 */
export const sourceStatuses = ['connected', 'in-step', 'partly', 'failing', 'disconnected'] as const

const described = {
  title: line,
  /** `folder`, `git`, `google-drive`. */
  sourceKind: line,
  /** Where it is: a path, an address. */
  place: line,
  everyMinutes: z.number().int().positive(),
  keepOriginals: z.boolean(),
}

const count = z.number().int().nonnegative()

/** What one sync found. */
const syncCounts = {
  new: count,
  changed: count,
  unchanged: count,
  moved: count,
  returned: count,
  gone: count,
  unread: count,
  leftOut: count,
}

const granted = z.strictObject({ scopes: z.array(line).max(50), account: line })

export const connectSource = declareCommand({
  name: 'connect',
  creates: true,
  title: 'Connect a source',
  help: 'The settings name a place where documents lie.',
  permission: [],
  internal: true,
  input: z.strictObject({ name: line, ...described }),
})

export const describeSource = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Describe the source',
  help: 'The settings of the source changed.',
  permission: [],
  internal: true,
  input: z.strictObject(described),
})

export const disconnectSource = declareCommand({
  name: 'disconnect',
  creates: false,
  title: 'Disconnect the source',
  help: 'The settings have the source no longer. Its documents stay in the library.',
  permission: [],
  internal: true,
  input: z.strictObject({}),
})

export const syncNow = declareCommand({
  name: 'sync-now',
  creates: false,
  title: 'Look at it now',
  help: 'Looks at the source within seconds: takes in what is new or changed, and says what is gone.',
  permission: ['writer', 'engineer', 'administrator'],
  input: z.strictObject({
    emptied: z.boolean().default(false).meta({
      title: 'It is meant to be empty',
      description:
        'A source without any file is taken for one that is not there, like a disk that is not mounted. Say here that all its documents are gone on purpose.',
    }),
  }),
})

export const recordSync = declareCommand({
  name: 'record-sync',
  creates: false,
  title: 'Record a sync',
  help: 'What the server found in the source.',
  permission: [],
  internal: true,
  input: z.strictObject({
    startedAt: line,
    granted,
    /** To be given to the next look; what a repository calls a commit. */
    position: z.string().max(limits.source.path),
    counts: z.strictObject(syncCounts),
  }),
})

export const recordFailure = declareCommand({
  name: 'record-failure',
  creates: false,
  title: 'Record that it failed',
  help: 'Why the source could not be read, and what to do next.',
  permission: [],
  internal: true,
  input: z.strictObject({ startedAt: line, reason: paragraph, next: paragraph }),
})

export const sourceContract = declareKind({
  kind: 'source',
  collection: 'sources',
  prefix: 'SRC',
  clause: '4.1.9',
  title: 'Document source',
  readers,
  statuses: sourceStatuses,
  commands: [connectSource, describeSource, disconnectSource, syncNow, recordSync, recordFailure],
})
