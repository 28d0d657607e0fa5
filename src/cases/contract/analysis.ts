import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  long,
  paragraph,
  recordId,
  required,
} from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { team } from './words.ts'

/** What came of trying what a report says (clause 9.3). */
export const reproductions = {
  reproduced: 'Reproduced',
  partly: 'Reproduced in part',
  'not-reproduced': 'Not reproduced',
  'cannot-be-tried': 'Cannot be tried',
} as const
const reproductionSchema = z.enum(['reproduced', 'partly', 'not-reproduced', 'cannot-be-tried'])

export const verifyReport = declareCommand({
  name: 'verify-report',
  creates: false,
  title: 'Verify the report',
  help: 'Records whether what was reported could be reproduced: how, on which product revision, by whom. It can be tried again; the last result counts.',
  permission: ['triager', ...team],
  input: z.strictObject({
    outcome: reproductionSchema.meta({ title: 'What came of it' }),
    report: recordId.optional().meta({
      title: 'The report that was tried',
      description: 'Left out: it speaks for every report of this case.',
    }),
    product: recordId.optional().meta({
      title: 'Tried on this product',
      description: 'Left out only where it cannot be tried.',
    }),
    revision: line.optional().meta({ title: 'On this revision' }),
    how: required(long, 'Say how it was tried, or why it cannot be.').meta({
      title: 'How it was tried',
      description: 'The steps and the set-up, or why it cannot be tried.',
    }),
    tools: z.array(line.min(1)).max(50).default([]).meta({
      title: 'Tools',
      description: 'One on each line, with the version.',
    }),
    evidence: z.array(fileReference).max(limits.file.perReport).default([]).meta({
      title: 'Evidence',
      description: 'Logs, captures, a script that shows it.',
    }),
    verifiedBy: line.default('').meta({
      title: 'Tried by',
      description: 'Left out: by you.',
    }),
    on: day.optional().meta({ title: 'Tried on this day', description: 'Left out: today.' }),
  }),
})

export const recordContext = declareCommand({
  name: 'record-context',
  creates: false,
  title: 'Record the security context',
  help: 'Records where the component with the flaw sits, which trust boundary it crosses, who can reach it and what data it holds (clauses 7.1, 9.4).',
  permission: team,
  input: z.strictObject({
    location: required(paragraph, 'Say where the component sits.').meta({
      title: 'Where the component sits',
      description: 'In which part of the product, on which device, in which network.',
    }),
    boundary: paragraph.default('').meta({
      title: 'Trust boundary it crosses',
      description: 'Like hospital network to therapy controller; empty where it crosses none.',
    }),
    reachableBy: required(paragraph, 'Say who can reach it.').meta({
      title: 'Who can reach it',
      description: 'Anybody on the ward network, a service technician, nobody from outside …',
    }),
    data: paragraph.default('').meta({
      title: 'Data it holds',
      description: 'Health information, credentials, settings of therapy; empty where none.',
    }),
  }),
})
