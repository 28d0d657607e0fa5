import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { because, team } from './words.ts'

export const updateRisk = declareCommand({
  name: 'update-risk',
  creates: false,
  title: 'Update the risk record',
  help: 'Updates the security risk register for this case and says what risk remains.',
  permission: team,
  input: z.strictObject({
    register: required(line, 'Give the number of the risk entry.'),
    category: line.default(''),
    residual: z.enum(['none', 'acceptable', 'not-acceptable']),
    description: because,
    compensatingControl: paragraph.default(''),
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
