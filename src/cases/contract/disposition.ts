import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { because, dispositionSchema, team } from './words.ts'

const guidance = z.array(paragraph).max(limits.list.items).default([]).meta({
  title: 'Guidance for the operator',
  description: 'What they must do, one in each line. Needed wherever they have to act themselves.',
})
const control = paragraph.default('').meta({
  title: 'Compensating control',
  description: 'What stands in for a fix, and how it holds the flaw back.',
})

export const proposeDisposition = declareCommand({
  name: 'propose-disposition',
  creates: false,
  title: 'Propose the disposition',
  help: 'Proposes the path of the case: fix, configuration, control, environment or accepted risk. An earlier proposal stays in the history.',
  permission: team,
  input: z.strictObject({
    path: dispositionSchema,
    reason: because,
    considered: z
      .array(
        z.strictObject({
          alternative: required(line, 'Name the alternative.'),
          whyNot: required(paragraph, 'Say why it was not chosen.').meta({ title: 'Why not' }),
        }),
      )
      .max(limits.list.items)
      .default([])
      .meta({ title: 'Alternatives considered' }),
    /** What the operator must do; documents are checked to say it. */
    guidance,
    control,
    rows: z
      .array(
        z.strictObject({
          product: recordId,
          path: dispositionSchema,
          reason: because,
          guidance,
          control,
        }),
      )
      .max(limits.list.items)
      .default([])
      .meta({
        title: 'Other paths for single products',
        description: 'Only where a product goes another way than the rest.',
      }),
  }),
})

export const approveDisposition = declareCommand({
  name: 'approve-disposition',
  creates: false,
  title: 'Approve the disposition',
  help: 'Signs the proposed disposition, exactly as it stands. The proposer cannot sign their own.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disposition',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const rejectDisposition = declareCommand({
  name: 'reject-disposition',
  creates: false,
  title: 'Send the disposition back',
  help: 'Says why the proposed disposition is not approved. It has to be proposed anew.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({ reason: because }),
})
