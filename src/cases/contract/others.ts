import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { recordId } from '../../kernel/fields.ts'
import { because, team } from './words.ts'

export const updateRisk = declareCommand({
  name: 'update-risk',
  creates: false,
  title: 'Update the risk record',
  help: 'Says which entry of the risk register was updated for this case, after the fix.',
  permission: team,
  input: z.strictObject({
    risk: recordId.meta({
      title: 'Entry in the risk register',
      description: 'It names this case, and says what remains.',
    }),
    description: because.meta({ title: 'What was updated' }),
  }),
})

export const tellThirdParty = declareCommand({
  name: 'tell-third-party',
  creates: false,
  title: 'No third party is involved',
  help: 'Records that no third party’s code has the flaw, and why. Where one is, name it and send the notice.',
  permission: team,
  input: z.strictObject({
    none: z.literal(true).default(true),
    reason: because,
  }),
})
