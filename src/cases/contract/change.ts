import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, line, long, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { because, changeLinkKinds, reviewAspects, team } from './words.ts'

const linkSchema = z.strictObject({
  kind: z.enum(changeLinkKinds).meta({ title: 'What it is' }),
  url: z
    .url({ protocol: /^https$/, error: 'Give an address that begins with https://.' })
    .max(limits.text.line)
    .meta({ title: 'Address', description: 'Begins with https://.' }),
  title: line.default('').meta({ title: 'Title' }),
})

export const requestChange = declareCommand({
  name: 'request-change',
  creates: false,
  title: 'Request the change',
  help: 'Records the formal change request and where the work is tracked.',
  permission: team,
  input: z.strictObject({
    reference: required(line, 'Give the number of the change request.'),
    description: required(paragraph, 'Say what is changed.'),
    author: line.optional().meta({
      title: 'Who makes the change',
      description: 'Left empty, you do. Whoever makes it neither reviews nor tests it.',
    }),
    links: z.array(linkSchema).max(limits.list.items).default([]).meta({
      title: 'Links',
      description: 'Commits, merge requests and work items of this change.',
    }),
  }),
})

export const reviewChange = declareCommand({
  name: 'review-change',
  creates: false,
  judges: true,
  title: 'Review the change',
  help: 'Records the review of the change for one aspect: safety, security or effectiveness. All three are needed; one that declines sends the case back to the change request.',
  permission: ['engineer', 'approver'],
  input: z.strictObject({
    aspect: z.enum(reviewAspects).meta({ title: 'Reviewed for' }),
    conclusion: because.meta({ title: 'Conclusion' }),
    accepted: z.boolean().meta({ title: 'Is the change accepted?' }),
  }),
})

export const verifyFix = declareCommand({
  name: 'verify-fix',
  creates: false,
  products: ['product'],
  title: 'Record the verification',
  help: 'Records what was tested on which revision, how, and whether the fix holds. Whoever made the change cannot test it.',
  permission: ['engineer', 'administrator', 'approver'],
  input: z.strictObject({
    product: recordId,
    fixedIn: required(line, 'Name the revision with the fix.'),
    tested: required(long, 'Say what was tested.').meta({ title: 'What was tested' }),
    how: required(paragraph, 'Say how it was tested.').meta({
      title: 'How it was tested',
      description: 'The method, the set-up, the tool.',
    }),
    passed: z.boolean().meta({ title: 'Does the fix hold?' }),
    evidence: z.array(fileReference).max(limits.file.perReport).default([]),
    regression: required(
      paragraph,
      'Say what else the change could break and was tested again, or why nothing.',
    ).meta({
      title: 'Scope of the regression test',
      description: 'What else the change could break, and was tested again.',
    }),
    regressionTests: z.array(line).max(limits.list.items).default([]).meta({
      title: 'Regression tests',
      description: 'One in each line: numbers or names of the tests that were run again.',
    }),
  }),
})
