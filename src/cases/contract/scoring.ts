import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, required } from '../../kernel/fields.ts'
import { team } from './words.ts'

export const scoreCase = declareCommand({
  name: 'score',
  creates: false,
  title: 'Score',
  help: 'Records a CVSS 3.1 or 4.0 vector; the score and severity are worked out from it.',
  permission: team,
  input: z.strictObject({
    vector: required(line, 'Enter a CVSS vector.'),
    source: line.default(''),
  }),
})
