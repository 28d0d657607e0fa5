import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line } from '../../kernel/fields.ts'
import { inbox } from './words.ts'

export const assign = declareCommand({
  name: 'assign',
  creates: false,
  title: 'Assign',
  help: 'Says which colleague looks after the report: they are reminded of its dates first. On a restricted report it names them, so that they can see it. Left empty, nobody looks after it.',
  permission: inbox,
  input: z.strictObject({ to: line.default('') }),
})
