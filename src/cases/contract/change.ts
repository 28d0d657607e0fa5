import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, line, long, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { because, team } from './words.ts'

export const requestChange = declareCommand({
  name: 'request-change',
  creates: false,
  title: 'Request the change',
  help: 'Records the formal change request and where the work is tracked.',
  permission: team,
  input: z.strictObject({
    reference: required(line, 'Give the number of the change request.'),
    description: required(paragraph, 'Say what is changed.'),
  }),
})

export const reviewChange = declareCommand({
  name: 'review-change',
  creates: false,
  judges: true,
  title: 'Review the change',
  help: 'Records the review of the change for safety, security and effectiveness, each on its own.',
  permission: ['engineer', 'approver'],
  input: z.strictObject({
    safety: because,
    security: because,
    effectiveness: because,
    accepted: z.boolean(),
  }),
})

export const verifyFix = declareCommand({
  name: 'verify-fix',
  creates: false,
  products: ['product'],
  title: 'Record the verification',
  help: 'Records what was tested on which revision, and whether the fix holds.',
  permission: team,
  input: z.strictObject({
    product: recordId,
    fixedIn: required(line, 'Name the revision with the fix.'),
    tested: required(long, 'Say what was tested and how.'),
    passed: z.boolean(),
    evidence: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})
