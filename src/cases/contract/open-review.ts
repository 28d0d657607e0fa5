import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, long, recordId, required } from '../../kernel/fields.ts'
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
    participants: z.array(line.min(1)).min(1, 'Name who took part.').max(100),
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
      .max(2_000),
    minutes: required(long, 'Write the minutes.'),
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
  commands: [holdReview, concludeReview, signReview],
})
