import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { localTime } from '../../kernel/local-time.ts'
import type { Span } from '../../kernel/span.ts'
import { because, leakSteps, team } from './words.ts'

/**
 * What is known before it was agreed to be known is used before anybody can defend against it: users
 * have to hear of it at once (ISO/IEC 29147 asks to be ready for disclosure by others, without a
 * number). One working day is how long a maker can need to bring the people together who decide.
 */
export const leakAnswerWithin: Span = { amount: 1, unit: 'working-days' }

export const reportLeak = declareCommand({
  name: 'report-leak',
  creates: false,
  title: 'Report a leak',
  help: 'The flaw is known outside of those who should know: records where, and shows what must happen now. Nobody outside is told by itself.',
  permission: team,
  input: z.strictObject({
    where: required(line, 'Say where it was seen.').meta({
      title: 'Where it was seen',
      description: 'An address, a talk, a mailing list.',
    }),
    seen: localTime.meta({ title: 'When it was seen' }),
    what: required(paragraph, 'Say what is known there.').meta({ title: 'What is known there' }),
  }),
})

export const takeLeakStep = declareCommand({
  name: 'take-leak-step',
  creates: false,
  title: 'Answer a step of the leak',
  help: 'Records that one step after a leak was taken, and how, or why it is not needed.',
  permission: team,
  input: z.strictObject({
    step: z.enum(leakSteps).meta({ title: 'Step' }),
    outcome: z.enum(['done', 'not-needed']).meta({ title: 'How it ends' }),
    note: because.meta({ title: 'What was done, or why it is not needed' }),
  }),
})

export const settleLeak = declareCommand({
  name: 'settle-leak',
  creates: false,
  title: 'Settle the leak',
  help: 'Ends the alarm once every step is answered.',
  permission: team,
  input: z.strictObject({ conclusion: because }),
})
