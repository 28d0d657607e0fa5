import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, recordIds, required } from '../../kernel/fields.ts'
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

export const informProducts = declareCommand({
  name: 'inform-products',
  creates: false,
  title: 'Answer for other products',
  help: 'Records that the owner of another product was informed, and what they answered.',
  permission: team,
  input: z.strictObject({
    products: recordIds,
    answer: because,
    /** True where no other product of the maker exists or shares the flaw. */
    none: z.boolean().default(false),
  }),
})

export const tellThirdParty = declareCommand({
  name: 'tell-third-party',
  creates: false,
  title: 'Tell a third party',
  help: 'Records the notice to the owner of third-party code, or why there is nobody to tell.',
  permission: team,
  input: z.strictObject({
    owner: line.default(''),
    component: line.default(''),
    toldOn: day.optional(),
    how: line.default(''),
    /** True where no third party’s code is involved. */
    none: z.boolean().default(false),
    reason: because,
  }),
})
