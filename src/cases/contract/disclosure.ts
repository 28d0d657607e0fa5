import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { audiences, because, team, tlpLabels } from './words.ts'

export const decideDisclosure = declareCommand({
  name: 'decide-disclosure',
  creates: false,
  title: 'Decide the disclosure',
  help: 'Signs whether the flaw is disclosed, to whom, when and under which TLP (clause 4.1.7).',
  permission: team,
  signature: 'disclosure decision',
  input: z.strictObject({
    disclose: z.boolean(),
    audiences: z.array(z.enum(audiences)).max(audiences.length).default([]),
    on: day.optional(),
    tlp: z.enum(tlpLabels).default('CLEAR'),
    reason: because,
  }),
})

export const approveDisclosure = declareCommand({
  name: 'approve-disclosure',
  creates: false,
  title: 'Approve the disclosure decision',
  help: 'Signs the disclosure decision. Who decided cannot approve it.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disclosure decision',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const setEmbargo = declareCommand({
  name: 'set-embargo',
  creates: false,
  title: 'Set an embargo',
  help: 'Shows the case and all that hangs on it only to those named, until the day is over, or it is lifted by naming nobody.',
  permission: team,
  input: z.strictObject({
    named: z.array(line).max(limits.list.items),
    until: day.optional(),
    reason: because,
  }),
})

export const endEmbargo = declareCommand({
  name: 'end-embargo',
  creates: false,
  internal: true,
  title: 'End the embargo',
  help: 'Ends an embargo once its last day is over (UTC); nobody needs to think of it.',
  permission: team,
  input: z.strictObject({}),
})

/** Who was named on a report of it sees its case under embargo, too. */
export const namePersonOnCase = declareCommand({
  name: 'name-person',
  creates: false,
  internal: true,
  title: 'Name one more person',
  help: 'Lets who was named on a report see its case under embargo.',
  permission: [],
  input: z.strictObject({ person: line, report: line }),
})
