import { z } from 'zod'
import { declareCommand } from '../../../kernel/command.ts'
import { paragraph, recordId } from '../../../kernel/fields.ts'
import { because, workers } from './words.ts'

/** How the users of the document hear of its correction. */
export const toldWays = ['next-release', 'notice-now', 'not-needed'] as const
/** Why there is nothing to correct. */
export const withdrawals = ['not-a-defect', 'duplicate', 'withdrawn'] as const

export const demandNotice = declareCommand({
  name: 'demand-notice',
  creates: false,
  title: 'Demand a notice now',
  help: 'Operators must hear of it before the next release. Stays open until a published notice is named.',
  permission: workers,
  input: z.strictObject({ reason: because }),
})

export const nameNotice = declareCommand({
  name: 'name-notice',
  creates: false,
  title: 'Name the notice',
  help: 'Names the published advisory or update that tells operators of it, and where it says so.',
  permission: workers,
  input: z.strictObject({
    notice: recordId.meta({
      title: 'Advisory or update',
      description: 'It must be published, for a product of the document.',
    }),
    where: paragraph.min(1, 'Say where the notice tells of it, in its own words.').meta({
      title: 'Where it says so',
    }),
  }),
})

export const closeDefect = declareCommand({
  name: 'close',
  creates: false,
  title: 'Close the defect',
  help: 'Closes a verified defect and says how the field is told: next release, or a notice now.',
  permission: workers,
  input: z.strictObject({
    told: z.enum(toldWays),
    reason: because,
    release: recordId.optional(),
  }),
})

export const withdrawDefect = declareCommand({
  name: 'withdraw',
  creates: false,
  judges: true,
  title: 'Withdraw: no defect',
  help: 'Another person than who opened it says why there is nothing to correct.',
  permission: ['engineer', 'writer', 'approver'],
  input: z.strictObject({ as: z.enum(withdrawals), reason: because }),
})
