import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { fileReference, line, paragraph, recordId, recordIds, required } from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'

/** States of a gate check. Only the last three let a release through. */
export const gateStates = [
  'missing',
  'incomplete',
  'empty-inspection',
  'failed',
  'could-not-run',
  'waived',
  'not-applicable',
  'passed',
] as const
export type GateState = (typeof gateStates)[number]
export const letsThrough = (state: GateState): boolean =>
  state === 'passed' || state === 'waived' || state === 'not-applicable'

/** What each check of the gate looks at. */
export const gateCheckTitles = {
  'cases-fixed': 'Fixes verified',
  'risks-updated': 'Risk records updated',
  'open-review': 'Open issues reviewed',
  sbom: 'SBOM of the revision',
  'documents-read': 'Documents can be read',
  'after-fix': 'Documents looked at after fixes',
  defects: 'Documentation defects closed',
  corrections: 'Corrections that wait for this release',
  updated: 'Documents updated, or declared unchanged',
  requirements: 'Guidance for the operator',
} as const satisfies Readonly<Record<string, string>>
export type GateCheckId = keyof typeof gateCheckTitles

export const gateCheck = z.strictObject({
  id: line,
  title: line,
  constraint: line,
  state: z.enum(gateStates),
  detail: paragraph,
})
export type GateCheck = z.output<typeof gateCheck>

export const releaseStatuses = [
  'planned',
  'gate-open',
  'documented',
  'signed-once',
  'released',
] as const

const managers = ['release-manager', 'engineer', 'administrator'] as const
const because = required(paragraph, 'Give the reason, for the record.')

export const planRelease = declareCommand({
  name: 'plan',
  creates: true,
  title: 'Plan a release',
  help: 'Plans the release of a product revision, so that its gate can be looked at.',
  permission: managers,
  input: z.strictObject({
    title: required(line, 'Name the release.'),
    product: recordId,
    revision: required(line, 'Name the revision that is released.'),
    previousRevision: line.default(''),
    /** Cases that this release fixes. */
    cases: recordIds.default([]),
  }),
})

export const evaluateGate = declareCommand({
  name: 'evaluate-gate',
  creates: false,
  title: 'Evaluate the gate',
  help: 'Looks at every check of the gate as the records stand now, and keeps the result.',
  permission: [...managers, 'approver'],
  input: z.strictObject({}),
})

export const waiveCheck = declareCommand({
  name: 'waive',
  creates: false,
  title: 'Waive a check',
  help: 'Signs that a check of the gate is waived, with the reason.',
  permission: ['approver'],
  signature: 'waiver of a gate check',
  input: z.strictObject({
    check: required(line, 'Name the check.'),
    as: z.enum(['waived', 'not-applicable']).default('waived'),
    reason: because,
  }),
})

export const declareUnchanged = declareCommand({
  name: 'declare-unchanged',
  creates: false,
  title: 'Declare the documents unchanged',
  help: 'Signs that nothing in the accompanying documents had to change with this release.',
  permission: ['approver', 'writer'],
  signature: 'statement that the documents are unchanged',
  input: z.strictObject({ reason: because }),
})

export const writeDocuments = declareCommand({
  name: 'write-documents',
  creates: false,
  title: 'Write the release documents',
  help: 'Writes security guide and security release notes from the records, as HTML, DOCX and PDF.',
  permission: [...managers, 'writer'],
  input: z.strictObject({}),
})

/** A section of a release document for which nothing is recorded, though the profile says it applies. */
const documentGap = z.strictObject({
  /** Document and section: `guide/accounts`. */
  gap: line,
  title: line,
  /** What is missing, as the document says it. */
  what: paragraph,
})
export type DocumentGap = z.output<typeof documentGap>

export const writtenDocument = z.strictObject({
  title: line,
  name: line,
  format: z.enum(['html', 'docx', 'pdf']),
  file: fileReference,
  /** Constraints whose records are empty: the document says so loudly in their place. */
  missing: z.array(line).max(100),
  gaps: z.array(documentGap).max(limits.list.items).default([]),
})

export const recordDocuments = declareCommand({
  name: 'record-documents',
  creates: false,
  title: 'Record the written documents',
  help: 'Keeps the documents that the server wrote from the records.',
  permission: [],
  internal: true,
  input: z.strictObject({
    documents: z.array(writtenDocument).max(limits.list.items),
    recordsHash: line,
  }),
})

export const failDocuments = declareCommand({
  name: 'documents-failed',
  creates: false,
  title: 'Record that the documents could not be written',
  help: 'Keeps why the server could not write the documents from the records as they stand.',
  permission: [],
  internal: true,
  input: z.strictObject({ reason: paragraph }),
})

export const waiveGaps = declareCommand({
  name: 'waive-gaps',
  creates: false,
  title: 'Waive gaps in the documents',
  help: 'Signs for each gap why the release goes without it. The documents are written again and say so in its place.',
  permission: ['approver'],
  signature: 'waiver of gaps in the release documents',
  input: z.strictObject({
    gaps: z
      .array(z.strictObject({ gap: required(line, 'Name the gap.'), reason: because }))
      .min(1, 'Name at least one gap.')
      .max(limits.list.items),
  }),
})

export const signRelease = declareCommand({
  name: 'sign',
  creates: false,
  title: 'Sign the release',
  help: 'Signs the release; two people must. Who planned it cannot be both.',
  permission: ['approver', 'release-manager'],
  signature: 'approval of the release',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const releaseContract = declareKind({
  kind: 'release',
  collection: 'releases',
  prefix: 'REL',
  clause: '5.8.2',
  title: 'Release',
  readers,
  statuses: releaseStatuses,
  listed: ['product'],
  commands: [
    planRelease,
    evaluateGate,
    waiveCheck,
    declareUnchanged,
    writeDocuments,
    recordDocuments,
    failDocuments,
    waiveGaps,
    signRelease,
  ],
})
