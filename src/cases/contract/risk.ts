import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { day, line, paragraph, recordId, recordIds, required } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'
import { importedRow } from './imported.ts'
import { because, team } from './words.ts'

export const riskStatuses = ['open', 'acceptance-proposed', 'accepted', 'stale', 'retired'] as const

/** Why an entry of the register no longer stands on what it was judged on. */
export const riskStaleReasons = {
  score: 'The score of a case changed since',
  exploitation: 'What is known of exploitation changed since',
  affected: 'The affected revisions of a case changed since',
  safety: 'The safety assessment of a case changed since',
  case: 'A case was linked since',
  expired: 'The acceptance expired',
} as const
export type RiskStaleReason = keyof typeof riskStaleReasons

const level = (message: string, title: string) =>
  required(line, message).meta({
    title,
    description: 'A level of your risk matrix.',
  })

const entry = {
  title: required(line, 'Name the risk in one line.').meta({ title: 'Risk' }),
  number: line.default('').meta({
    title: 'Your own number',
    description: 'Where it has one in a risk management file of yours.',
  }),
  product: recordId.optional().meta({ title: 'Product' }),
  hazard: required(paragraph, 'Describe the hazard.').meta({ title: 'Hazard' }),
  category: required(line, 'Give the category, like Network.').meta({
    title: 'Category',
    description: 'Residual risks stand in the release documents by it.',
  }),
  initialSeverity: level('Give the severity before controls.', 'Severity before controls'),
  initialProbability: level('Give the probability before controls.', 'Probability before controls'),
  controls: z
    .array(
      z.strictObject({
        control: required(line, 'Name the control.').meta({ title: 'Control' }),
        verification: line.default('').meta({
          title: 'Verified by',
          description: 'The test, report or record that shows it works.',
        }),
      }),
    )
    .max(100)
    .default([])
    .meta({ title: 'Controls' }),
  eliminated: z.boolean().default(false).meta({ title: 'Nothing remains' }),
  residualSeverity: level('Give the severity that remains.', 'Severity that remains'),
  residualProbability: level('Give the probability that remains.', 'Probability that remains'),
  description: required(paragraph, 'Say what remains.').meta({ title: 'What remains, in words' }),
  compensatingControl: paragraph.default('').meta({
    title: 'Compensating control',
    description: 'What operators put in place; it stands in the release documents.',
  }),
}

export const enterRisk = declareCommand({
  name: 'enter',
  creates: true,
  title: 'Enter a risk',
  help: 'Enters a risk into the register, with its level before and after its controls.',
  permission: team,
  input: z.strictObject({ ...entry, cases: recordIds.default([]).meta({ title: 'Cases' }) }),
})

export const reviseRisk = declareCommand({
  name: 'revise',
  creates: false,
  title: 'Revise the risk',
  help: 'Judges the risk anew on the cases as they are now; an acceptance of it ends.',
  permission: team,
  input: z.strictObject({ ...entry, reason: because }),
})

export const importRisk = declareCommand({
  name: 'enter-imported',
  creates: true,
  internal: true,
  title: 'Import a risk',
  help: 'Enters a risk from a row of a file; the import of a register issues it for each new row.',
  permission: team,
  input: z.strictObject({ ...enterRisk.input.shape, imported: importedRow }),
})

export const reviseByImport = declareCommand({
  name: 'revise-by-import',
  creates: false,
  internal: true,
  title: 'Revise the risk by an import',
  help: 'Judges the risk anew as a row of a file says; an acceptance of it ends.',
  permission: team,
  input: z.strictObject({ ...entry, reason: because, imported: importedRow }),
})

export const linkRisk = declareCommand({
  name: 'link-case',
  creates: false,
  title: 'Link a case',
  help: 'Links a case to the risk; what was accepted before has to be looked at again.',
  permission: team,
  input: z.strictObject({ case: recordId }),
})

const accepted = {
  reason: because,
  until: day.meta({ title: 'Accepted until', description: 'After that day it is stale.' }),
  condition: required(paragraph, 'Say under which condition it is accepted.').meta({
    title: 'Condition',
    description: 'What must stay true; otherwise it is judged anew.',
  }),
}

export const proposeAcceptance = declareCommand({
  name: 'propose-acceptance',
  creates: false,
  title: 'Propose to accept the risk',
  help: 'Proposes to accept what remains, until a day and under a condition.',
  permission: team,
  input: z.strictObject(accepted),
})

export const acceptRisk = declareCommand({
  name: 'accept',
  creates: false,
  title: 'Accept the risk',
  help: 'Signs the proposed acceptance. Who proposed it cannot sign it.',
  permission: ['approver'],
  signature: 'acceptance of the residual risk',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const renewRisk = declareCommand({
  name: 'renew',
  creates: false,
  title: 'Confirm that it still holds',
  help: 'Confirms a stale entry on the cases as they are now; an acceptance has to be signed anew.',
  permission: team,
  input: z.strictObject({
    reason: because,
    until: accepted.until.optional(),
    condition: paragraph.default('').meta({ title: 'Condition' }),
  }),
})

export const retireRisk = declareCommand({
  name: 'retire',
  creates: false,
  title: 'Retire the entry',
  help: 'Ends an entry that no longer applies, like that of a product out of service.',
  permission: team,
  input: z.strictObject({ reason: because }),
})

export const recheckRisk = declareCommand({
  name: 'recheck',
  creates: false,
  internal: true,
  title: 'Check the risk anew',
  help: 'Compares what the risk was judged on with its cases; what differs is stale, and what expired.',
  permission: team,
  input: z.strictObject({}),
})

/** 9.5/risk-record: the security risk register. */
export const riskContract = declareKind({
  kind: 'risk',
  collection: 'risks',
  prefix: 'RISK',
  clause: '9.5',
  title: 'Risk',
  readers,
  statuses: riskStatuses,
  listed: ['product', 'level', 'stale', 'imported'],
  commands: [
    enterRisk,
    reviseRisk,
    importRisk,
    reviseByImport,
    linkRisk,
    proposeAcceptance,
    acceptRisk,
    renewRisk,
    retireRisk,
    recheckRisk,
  ],
})
