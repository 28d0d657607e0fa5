import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { fileReference, line, long, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

/** For whom a message is; nobody else learns that it exists, under no role. */
export const messageAudiences = {
  team: 'Everybody who may see the case',
  approvers: 'Approvers and its author alone',
  external: 'The team, and by mail a third party outside',
} as const
export type MessageAudience = keyof typeof messageAudiences
const audience = z.enum(['team', 'approvers', 'external'])

export const messageStatuses = ['said'] as const

/** Everybody with an account but auditors, who change nothing, and who deals with persons only. */
const writers = [
  'triager',
  'engineer',
  'writer',
  'approver',
  'release-manager',
  'administrator',
] as const

export const writeMessage = declareCommand({
  name: 'write',
  creates: true,
  title: 'Write a message',
  help: 'Adds a message to the conversation of a case, for those it is for. It stays as it is: a correction is a new message. @name tells a colleague of it.',
  permission: writers,
  sealed: ['partyAddress'],
  person: 'partyAddress',
  input: z.strictObject({
    case: recordId.meta({ title: 'Case' }),
    // Never a default: who writes says for whom.
    audience: audience.meta({ title: 'Who may read it' }),
    text: required(long, 'Write the message.').meta({ title: 'Message' }),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
    party: line.default('').meta({
      title: 'Third party',
      description: 'Whom outside it is for, by name. Only for a message to a third party.',
    }),
    partyAddress: z
      .union([z.literal(''), z.email('Write a mail address, or leave it empty.').max(254)])
      .default('')
      .meta({
        title: 'Their mail address',
        description:
          'With it the message leaves by mail as it stands. Without it, it is kept only.',
      }),
    /** A task of the case: what the team says of it also goes to its issue. */
    task: z.uuid().optional().meta({ title: 'Task' }),
    /** The message that this one corrects. */
    corrects: recordId.optional().meta({ title: 'Corrects' }),
  }),
})

export const takeComment = declareCommand({
  name: 'take-comment',
  creates: true,
  internal: true,
  title: 'Take a comment in',
  help: 'Keeps what somebody wrote below the issue of a task, marked as from the tracker.',
  permission: [],
  sealed: ['author'],
  input: z.strictObject({
    case: recordId,
    task: z.uuid(),
    /** As the tracker shows the name; sealed, for it may be anybody’s. */
    author: required(line, 'Somebody wrote it.'),
    text: long,
    tracker: line,
    url: z.string().max(2_000),
    /** Issue and number of the comment: what came in once does not come in again. */
    comment: line,
    writtenAt: z.iso.datetime(),
  }),
})

export const noteMessage = declareCommand({
  name: 'note-seen',
  creates: false,
  title: 'Note it as seen',
  help: 'Takes the notice of a message that mentions you off your list.',
  permission: [...writers, 'privacy'],
  input: z.strictObject({}),
})

/** 9.5: what was said on the way to a decision, kept beside it. */
export const messageContract = declareKind({
  kind: 'message',
  collection: 'messages',
  prefix: 'MSG',
  clause: '9.5',
  title: 'Message',
  readers,
  statuses: messageStatuses,
  listed: ['case', 'audience', 'mention', 'unseen-by'],
  commands: [writeMessage, takeComment, noteMessage],
})
