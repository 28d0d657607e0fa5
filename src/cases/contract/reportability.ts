import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { localTime } from '../../kernel/local-time.ts'
import { because, team } from './words.ts'

const authority = required(line, 'Name the authority.').meta({
  title: 'Authority',
  description: 'By its id in case-clocks.yaml, like mdr-87 or fda-806; the case shows them.',
})

/** What is sent in steps is recorded by step (Regulation (EU) 2024/2847, Article 14). */
export const submissionStages = {
  report: 'Report',
  'early-warning': 'Early warning',
  notification: 'Notification',
  'final-report': 'Final report',
} as const
export const stageSchema = z.enum(['report', 'early-warning', 'notification', 'final-report'])

export const actionKinds = {
  'field-safety-notice': 'Field safety notice',
  capa: 'CAPA',
  recall: 'Correction or removal',
} as const
export const actionSchema = z.enum(['field-safety-notice', 'capa', 'recall'])

export const decideReportability = declareCommand({
  name: 'decide-reportability',
  creates: false,
  title: 'Decide the reportability',
  help: 'Signs for one authority whether the case is reportable to it, with the reason.',
  permission: team,
  signature: 'reportability decision',
  input: z.strictObject({
    authority,
    reportable: z.boolean().meta({ title: 'Is it reportable?' }),
    reason: because,
  }),
})

export const approveReportability = declareCommand({
  name: 'approve-reportability',
  creates: false,
  title: 'Approve a reportability decision',
  help: 'Signs the decision for one authority. Who decided cannot approve it.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the reportability decision',
  input: z.strictObject({ authority, comment: paragraph.default('') }),
})

export const recordSubmission = declareCommand({
  name: 'record-submission',
  creates: false,
  title: 'Record a submission',
  help: 'Records what was sent to an authority, when, under which reference.',
  permission: team,
  input: z.strictObject({
    authority,
    stage: stageSchema.default('report').meta({ title: 'Step' }),
    what: required(line, 'Say what was sent.').meta({ title: 'What was sent' }),
    sent: localTime.meta({ title: 'When it was sent' }),
    reference: required(line, 'Give the reference of the authority or of the maker.'),
    incident: recordId
      .optional()
      .meta({ title: 'Incident', description: 'Only where it is about one of several.' }),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})

export const referenceAction = declareCommand({
  name: 'reference-action',
  creates: false,
  title: 'Refer to an action',
  help: 'Names a field safety notice, a CAPA or a recall by its number.',
  permission: team,
  input: z.strictObject({
    action: actionSchema.meta({ title: 'Kind of action' }),
    number: required(line, 'Give its number.'),
    note: paragraph.default(''),
  }),
})
