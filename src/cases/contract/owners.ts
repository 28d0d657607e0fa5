import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, recordIds } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import type { Role } from '../../kernel/roles.ts'
import { because, team, vexJustifications } from './words.ts'

/** What an owner of a product says of it. */
export const ownerAnswers = {
  affected: 'It is affected',
  'not-affected': 'It is not affected',
  looking: 'Looks into it until a day',
} as const

export const askOwners = declareCommand({
  name: 'ask-owners',
  creates: false,
  title: 'Ask owners of other products',
  help: 'Asks the owners of other products whether these have the flaw: without a list, of all that may be concerned. Or records why nobody is to be asked.',
  permission: team,
  input: z.strictObject({
    products: recordIds
      .default([])
      .meta({ title: 'Products', description: 'None: all that may be concerned.' }),
    everyProduct: z
      .boolean()
      .default(false)
      .meta({ title: 'All active products', description: 'Not only those that may be concerned.' }),
    none: z.boolean().default(false).meta({ title: 'Nobody is to be asked' }),
    reason: paragraph.default('').meta({
      title: 'Reason',
      description: 'Needed where nobody is to be asked.',
    }),
  }),
})

/** Whoever may own a product. */
const owning: readonly Role[] = [
  'engineer',
  'administrator',
  'approver',
  'release-manager',
  'writer',
  'triager',
]

export const answerForProduct = declareCommand({
  name: 'answer-for-product',
  creates: false,
  products: ['product'],
  elsewhere: true,
  title: 'Answer for a product',
  help: 'Says as an owner of the product whether it has the flaw. An administrator may answer for owners, with the reason.',
  permission: owning,
  input: z.strictObject({
    product: recordId.meta({ title: 'Product' }),
    answer: z.enum(['affected', 'not-affected', 'looking']).meta({ title: 'Answer' }),
    revisions: z
      .array(line.min(1))
      .max(limits.list.items)
      .default([])
      .meta({ title: 'Affected revisions', description: 'They come under investigation here.' }),
    justification: z.enum(vexJustifications).optional().meta({ title: 'Why it is not affected' }),
    statement: because.meta({ title: 'What you found' }),
    until: day.optional().meta({ title: 'Answer follows by' }),
    onBehalf: paragraph.default('').meta({
      title: 'Why you answer for the owners',
      description: 'Administrators who do not own the product say it here.',
    }),
  }),
})

/** Reminds owners, escalates, and follows up notices; recorded once for each moment. */
export const keepInquiries = declareCommand({
  name: 'keep-inquiries',
  creates: false,
  internal: true,
  title: 'Keep the dates of inquiries',
  help: 'Reminds of questions to owners and of notices to third parties when their dates come.',
  permission: [],
  input: z.strictObject({}),
})
