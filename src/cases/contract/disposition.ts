import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { because, dispositionSchema, team } from './words.ts'

export const proposeDisposition = declareCommand({
  name: 'propose-disposition',
  creates: false,
  title: 'Propose the disposition',
  help: 'Proposes the path of the case: fix, configuration, control, environment or accepted risk.',
  permission: team,
  input: z.strictObject({
    path: dispositionSchema,
    reason: because,
    alternatives: paragraph.default(''),
    /** What the operator must do; documents are checked to say it. */
    guidance: z.array(paragraph).max(limits.list.items).default([]),
  }),
})

export const approveDisposition = declareCommand({
  name: 'approve-disposition',
  creates: false,
  title: 'Approve the disposition',
  help: 'Signs the proposed disposition. The proposer cannot sign their own.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disposition',
  input: z.strictObject({ comment: paragraph.default('') }),
})
