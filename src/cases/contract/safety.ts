import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { p1Fields, p2Words } from '../../kernel/risk-matrix.ts'
import { team } from './words.ts'

const gdprWords = ['not-personal', 'no-breach', 'breach-no-risk', 'breach-to-report'] as const

export const assessSafety = declareCommand({
  name: 'assess-safety',
  creates: false,
  products: ['product'],
  title: 'Assess the safety',
  help: 'Assesses for one product what the flaw may do to patients and data, by the risk matrix.',
  permission: team,
  input: z.strictObject({
    product: recordId,
    hazardousSituation: required(paragraph, 'Describe the hazardous situation.').meta({
      title: 'Hazardous situation',
      description: 'Who is exposed to which hazard; where there is none, say so.',
    }),
    sequence: required(paragraph, 'Describe the sequence of events.').meta({
      title: 'Sequence of events',
      description: 'How one leads to the next, from the attack to the situation.',
    }),
    harm: required(paragraph, 'Describe the harm.').meta({ title: 'Harm' }),
    severity: required(line, 'Choose the severity of harm.').meta({
      title: 'Severity of harm',
      description: 'A level of the risk matrix, like serious.',
    }),
    ...p1Fields,
    p2: required(line, 'Give P2: the probability that the situation leads to harm.').meta(p2Words),
    exploitability: required(line, 'Choose the exploitability.').meta({
      title: 'Exploitability',
      description: 'A level of the risk matrix, like low, medium or high.',
    }),
    exploitabilityReason: required(paragraph, 'Say why it is that exploitable.').meta({
      title: 'Why it is that exploitable',
    }),
    essentialPerformance: z.array(line.min(1)).max(50).default([]).meta({
      title: 'Essential performance affected',
      description: 'Each on a line of its own; empty: none.',
    }),
    privacy: z
      .strictObject({
        data: line.default('').meta({
          title: 'Which data',
          description: 'Like names, diagnoses, images. Empty: none.',
        }),
        people: z.number().int().min(0).max(10_000_000_000).default(0).meta({
          title: 'How many people at most',
        }),
        gdpr: z.enum(gdprWords).default('not-personal').meta({ title: 'GDPR' }),
        reason: paragraph.default('').meta({ title: 'Why' }),
      })
      .default({ data: '', people: 0, gdpr: 'not-personal', reason: '' })
      .meta({ title: 'Privacy' }),
  }),
})

export const signSafety = declareCommand({
  name: 'sign-safety',
  creates: false,
  products: ['product'],
  title: 'Sign the safety assessment',
  help: 'Freezes the assessment of a product with the matrix it was made by. Not by who wrote it.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the safety assessment',
  input: z.strictObject({ product: recordId, comment: paragraph.default('') }),
})
