import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { localTime } from '../../kernel/local-time.ts'
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
    plan: z
      .array(
        z.strictObject({
          audience: z.enum(audiences),
          who: line.default('').meta({
            title: 'Who exactly',
            description:
              'Like “CERT/CC” or “Health-ISAC”. Needed for coordinators, ISACs and owners upstream.',
          }),
          by: line.default('').meta({
            title: 'By what',
            description: 'Like advisory, mail, portal, letter.',
          }),
          on: day.optional().meta({
            title: 'From',
            description: 'Left empty, the day of the whole decision.',
          }),
        }),
      )
      .max(limits.list.items)
      .default([])
      .meta({
        title: 'Who hears it when and by what',
        description: 'Who is named here need not be ticked above.',
      }),
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
  help: 'Shows the case and all that hangs on it only to those named, until the time or the day is over, or it is lifted by naming nobody.',
  permission: team,
  input: z.strictObject({
    named: z.array(line).max(limits.list.items),
    until: day.optional().meta({
      title: 'Last day',
      description: 'In UTC. Where a time was agreed, leave it empty and give the time.',
    }),
    untilAt: localTime.optional().meta({ title: 'Or until exactly' }),
    reason: because,
  }),
})

export const proposeEmbargoMove = declareCommand({
  name: 'propose-embargo-move',
  creates: false,
  title: 'Propose to move the embargo',
  help: 'Records that somebody wants the embargo to end at another time: the team, or a party outside.',
  permission: team,
  input: z.strictObject({
    to: localTime.meta({ title: 'Until' }),
    party: line.default('').meta({
      title: 'Who outside asks for it',
      description: 'Left empty, the team does.',
    }),
    reason: because,
  }),
})

export const answerEmbargoMove = declareCommand({
  name: 'answer-embargo-move',
  creates: false,
  title: 'Answer the proposal to move the embargo',
  help: 'Accepts or refuses the oldest proposal that waits, with the reason. Accepted, the embargo ends at its time.',
  permission: team,
  input: z.strictObject({
    accepted: z.boolean().meta({ title: 'The embargo is moved' }),
    party: line.default('').meta({
      title: 'Who outside answered',
      description: 'Left empty, the team does; then not who proposed it.',
    }),
    reason: because,
  }),
})

export const endEmbargo = declareCommand({
  name: 'end-embargo',
  creates: false,
  internal: true,
  title: 'End the embargo',
  help: 'Ends an embargo once its time has come; nobody needs to think of it.',
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
