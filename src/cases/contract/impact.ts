import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { team, vexJustifications, vexStatuses } from './words.ts'

export const setImpact = declareCommand({
  name: 'set-impact',
  creates: false,
  title: 'Set the impact',
  help: 'Records for product revisions whether they are affected, with the VEX status and why.',
  permission: team,
  input: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          product: recordId,
          revision: required(line, 'Name the revision.'),
          status: z.enum(vexStatuses),
          justification: z.enum(vexJustifications).optional(),
          statement: paragraph.default(''),
        }),
      )
      .min(1, 'Name at least one product revision.')
      .max(limits.list.items),
  }),
})
