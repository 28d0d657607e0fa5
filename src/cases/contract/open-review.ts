import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { fileReference, line, long, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { because } from './words.ts'

export const openReviewStatuses = ['held', 'concluded', 'signed'] as const

export const holdReview = declareCommand({
  name: 'hold',
  creates: true,
  title: 'Hold an open-issue review',
  help: 'Freezes the list of open cases at this moment, for a release or at any time (4.1.8).',
  permission: ['engineer', 'release-manager', 'approver', 'administrator'],
  input: z.strictObject({
    title: required(line, 'Name the review.'),
    release: recordId.optional(),
    product: recordId.optional(),
    participants: z.array(line.min(1)).max(100).default([]),
    /** Actors, `person:…`. */
    attendees: z.array(line.min(1)).max(100).default([]).meta({
      title: 'Colleagues who take part',
      description: 'Each of them can record that they agree with the conclusions.',
    }),
  }),
})

export const concludeReview = declareCommand({
  name: 'conclude',
  creates: false,
  title: 'Conclude on the open issues',
  help: 'Records a conclusion for every open issue on the frozen list, and the minutes.',
  permission: ['engineer', 'release-manager', 'approver', 'administrator'],
  input: z.strictObject({
    conclusions: z
      .array(
        z.strictObject({
          case: recordId,
          conclusion: z.enum(['release-anyway', 'hold-release', 'fix-first', 'no-impact']),
          reason: because,
        }),
      )
      .max(limits.openIssues),
    minutes: required(long, 'Write the minutes.'),
  }),
})

export const agreeWithReview = declareCommand({
  name: 'agree',
  creates: false,
  title: 'Agree with the conclusions',
  help: 'Records that a colleague who took part agrees with the conclusions and the minutes.',
  permission: readers.filter((role) => role !== 'auditor'),
  input: z.strictObject({ comment: paragraph.default('') }),
})

/** By the server, once the conclusions are typeset. */
export const recordMinutes = declareCommand({
  name: 'record-minutes',
  creates: false,
  title: 'Record the minutes as a document',
  help: 'Keeps the minutes of the review as a file, and once they are signed the copy that says so.',
  permission: [],
  internal: true,
  input: z.strictObject({
    file: fileReference,
    /** Whether this is the copy with the signatures. */
    signed: z.boolean().default(false),
  }),
})

export const signReview = declareCommand({
  name: 'sign',
  creates: false,
  title: 'Sign the review',
  help: 'Signs the minutes of the open-issue review. Who wrote the conclusions cannot sign alone.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the open-issue review',
  input: z.strictObject({}),
})

export const openReviewContract = declareKind({
  kind: 'open-review',
  collection: 'open-reviews',
  prefix: 'REV',
  clause: '9.5',
  title: 'Open-issue review',
  readers,
  statuses: openReviewStatuses,
  commands: [holdReview, concludeReview, agreeWithReview, recordMinutes, signReview],
})
