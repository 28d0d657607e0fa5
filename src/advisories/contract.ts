import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { line, long, paragraph, recordId, required } from '../kernel/fields.ts'
import { readers } from '../kernel/roles.ts'

export const advisoryStatuses = [
  'draft',
  'approved',
  'publishing',
  'published',
  'withdrawn',
] as const

/** TLP 2.0 labels, the most open first. */
export const advisoryTlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export type AdvisoryTlpLabel = (typeof advisoryTlps)[number]

const title = required(line, 'Give the advisory a title.').meta({
  title: 'Title',
  description: 'Product and flaw in one line; readers see it in lists and feeds.',
})
const summary = required(long, 'Say in plain words what the flaw lets somebody do.').meta({
  title: 'Summary',
  description:
    'What the flaw lets somebody do, under which conditions, and what it means for care.',
})
const tlp = z.enum(advisoryTlps).meta({
  title: 'TLP',
  description:
    'To whom readers may pass it on. Empty: as the disclosure decision says; never more open than that.',
})
const mitigation = long.meta({
  title: 'Mitigation',
  description: 'What operators do until they have the update. Goes with every affected revision.',
})
const comment = paragraph.default('').meta({
  title: 'Comment',
  description: 'Kept with the signature.',
})

export const draftAdvisory = declareCommand({
  name: 'draft',
  creates: true,
  title: 'Draft an advisory',
  help: 'Writes an advisory from the facts of a case: products, scores, remediations and your words.',
  permission: ['engineer'],
  input: z.strictObject({
    case: recordId.meta({ title: 'Case', description: 'The case whose facts the advisory tells.' }),
    title,
    summary,
    tlp: tlp.optional(),
    mitigation: mitigation.default(''),
  }),
})

export const reviseAdvisory = declareCommand({
  name: 'revise',
  creates: false,
  title: 'Revise the advisory',
  help: 'Takes the facts of the case again and changes words. A published advisory gets a next version.',
  permission: ['engineer'],
  input: z.strictObject({
    change: required(paragraph, 'Say what changed, for readers of the earlier version.').meta({
      title: 'What changed',
      description: 'Stands in the revision history of the next version.',
    }),
    title: title.optional(),
    summary: summary.optional(),
    tlp: tlp.optional(),
    mitigation: mitigation.optional(),
  }),
})

export const approveAdvisory = declareCommand({
  name: 'approve',
  creates: false,
  title: 'Approve the advisory',
  help: 'Signs the text, once it is valid CSAF. Who wrote any of it cannot.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the advisory',
  input: z.strictObject({ comment }),
})

export const publishAdvisory = declareCommand({
  name: 'publish',
  creates: false,
  title: 'Publish the advisory',
  help: 'Signs the order to publish what was approved, as the disclosure decision allows.',
  permission: ['engineer', 'approver', 'release-manager'],
  signature: 'publication of the advisory',
  input: z.strictObject({ comment }),
})

export const recordPublication = declareCommand({
  name: 'record-publication',
  creates: false,
  title: 'Record the publication',
  help: 'Keeps where the advisory now stands, the hash of the file and its version.',
  permission: [],
  internal: true,
  input: z.strictObject({
    /** Path of the CSAF file under the public URL. */
    path: required(line, 'Give the path.'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** The number of the last entry of the revision history. */
    trackingVersion: z.number().int().positive(),
  }),
})

export const publicationFailed = declareCommand({
  name: 'publication-failed',
  creates: false,
  title: 'Record that publishing failed',
  help: 'Keeps why publishing failed, so that a person can mend it and publish again.',
  permission: [],
  internal: true,
  input: z.strictObject({ reason: required(paragraph, 'Give the reason, for the record.') }),
})

export const withdrawAdvisory = declareCommand({
  name: 'withdraw',
  creates: false,
  title: 'Withdraw the draft',
  help: 'Gives up an advisory that was never published. A published one is revised instead.',
  permission: ['engineer', 'approver'],
  input: z.strictObject({
    reason: required(paragraph, 'Give the reason, for the record.').meta({ title: 'Reason' }),
  }),
})

export const advisoryContract = declareKind({
  kind: 'advisory',
  collection: 'advisories',
  prefix: 'ADV',
  clause: '4.1.7',
  title: 'Advisory',
  readers,
  statuses: advisoryStatuses,
  commands: [
    draftAdvisory,
    reviseAdvisory,
    approveAdvisory,
    publishAdvisory,
    recordPublication,
    publicationFailed,
    withdrawAdvisory,
  ],
})
