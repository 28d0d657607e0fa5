import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  long,
  paragraph,
  recordId,
  recordIds,
  required,
} from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'

/** VEX status of one product revision, with the justifications of "not affected" (CSAF, CISA). */
export const vexStatuses = ['under-investigation', 'affected', 'not-affected', 'fixed'] as const
export const vexJustifications = [
  'component-not-present',
  'vulnerable-code-not-present',
  'vulnerable-code-not-in-execute-path',
  'vulnerable-code-cannot-be-controlled-by-adversary',
  'inline-mitigations-already-exist',
] as const

/** The recorded paths of 9.5: each issue ends in one of them. */
export const dispositions = {
  'code-fix': 'Fix in code',
  'configuration-change': 'Change of configuration',
  'compensating-control': 'Compensating control',
  'intended-environment': 'Changed specification of the intended environment of use',
  'residual-risk': 'Accepted residual risk with guidance for the operator',
} as const
export const dispositionSchema = z.enum([
  'code-fix',
  'configuration-change',
  'compensating-control',
  'intended-environment',
  'residual-risk',
])

export const audiences = [
  'customers',
  'public',
  'regulators',
  'isac',
  'reporter',
  'upstream',
  'coordinator',
] as const
export const tlpLabels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export const caseStatuses = [
  'open',
  'analysed',
  'decided',
  'in-remediation',
  'fix-verified',
  'closed',
] as const

const team = ['engineer', 'administrator'] as const
const because = required(paragraph, 'Give the reason, for the record.')

/** What the fix changes in the world of the operator; the documents are searched for it. */
export const caseFacts = z.strictObject({
  summary: paragraph.optional(),
  product: z
    .strictObject({ name: line, affected: line.optional(), fixed: line.optional() })
    .optional(),
  components: z
    .array(
      z.strictObject({
        name: line,
        purl: line.optional(),
        affected: line.optional(),
        fixed: line.optional(),
      }),
    )
    .max(limits.list.items)
    .optional(),
  ports: z
    .array(
      z.strictObject({
        port: z.number().int().min(1).max(65_535),
        protocol: line.optional(),
        service: line.optional(),
      }),
    )
    .max(limits.list.items)
    .optional(),
  accounts: z
    .array(z.strictObject({ name: line, defaultCredential: line.optional() }))
    .max(limits.list.items)
    .optional(),
  algorithms: z.array(line).max(limits.list.items).optional(),
  settings: z.array(line).max(limits.list.items).optional(),
  paths: z.array(line).max(limits.list.items).optional(),
  hosts: z.array(line).max(limits.list.items).optional(),
  features: z.array(line).max(limits.list.items).optional(),
  terms: z.array(line).max(limits.list.items).optional(),
  guidance: z.array(paragraph).max(limits.list.items).optional(),
})
export type CaseFacts = z.output<typeof caseFacts>

export const openCase = declareCommand({
  name: 'open',
  creates: true,
  title: 'Open a case',
  help: 'Opens a case for one vulnerability, from a report or on its own.',
  permission: ['triager', ...team],
  input: z.strictObject({
    title: required(line, 'Give the case a short title.'),
    summary: long.default(''),
    report: recordId.optional(),
    cve: z
      .string()
      .regex(/^CVE-\d{4}-\d{4,19}$/, 'A CVE id looks like CVE-2026-12345.')
      .optional(),
    cwe: z
      .string()
      .regex(/^CWE-\d{1,6}$/, 'A CWE id looks like CWE-79.')
      .optional(),
    /** When the maker became aware; clocks run from it. */
    awareOn: day.optional(),
  }),
})

export const describeCase = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Record the facts',
  help: 'Records ids and the facts of the flaw that the accompanying documents are searched for.',
  permission: team,
  input: z.strictObject({
    cve: openCase.input.shape.cve,
    cwe: openCase.input.shape.cwe,
    rootCause: long.optional(),
    facts: caseFacts.optional(),
  }),
})

export const setImpact = declareCommand({
  name: 'set-impact',
  creates: false,
  title: 'Set the impact',
  help: 'Records for product revisions whether they are affected, with the VEX status and why.',
  permission: team,
  input: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          product: recordId,
          revision: required(line, 'Name the revision.'),
          status: z.enum(vexStatuses),
          justification: z.enum(vexJustifications).optional(),
          statement: paragraph.default(''),
        }),
      )
      .min(1, 'Name at least one product revision.')
      .max(limits.list.items),
  }),
})

export const scoreCase = declareCommand({
  name: 'score',
  creates: false,
  title: 'Score',
  help: 'Records a CVSS 3.1 or 4.0 vector; the score and severity are worked out from it.',
  permission: team,
  input: z.strictObject({
    vector: required(line, 'Enter a CVSS vector.'),
    source: line.default(''),
  }),
})

export const proposeDisposition = declareCommand({
  name: 'propose-disposition',
  creates: false,
  title: 'Propose the disposition',
  help: 'Proposes the path of the case: fix, configuration, control, environment or accepted risk.',
  permission: team,
  input: z.strictObject({
    path: dispositionSchema,
    reason: because,
    alternatives: paragraph.default(''),
    /** What the operator must do; documents are checked to say it. */
    guidance: z.array(paragraph).max(limits.list.items).default([]),
  }),
})

export const approveDisposition = declareCommand({
  name: 'approve-disposition',
  creates: false,
  title: 'Approve the disposition',
  help: 'Signs the proposed disposition. The proposer cannot sign their own.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disposition',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const decideDisclosure = declareCommand({
  name: 'decide-disclosure',
  creates: false,
  title: 'Decide the disclosure',
  help: 'Signs whether the flaw is disclosed, to whom, when and under which TLP (clause 4.1.7).',
  permission: team,
  signature: 'disclosure decision',
  input: z.strictObject({
    disclose: z.boolean(),
    audiences: z.array(z.enum(audiences)).max(audiences.length).default([]),
    on: day.optional(),
    tlp: z.enum(tlpLabels).default('CLEAR'),
    reason: because,
  }),
})

export const approveDisclosure = declareCommand({
  name: 'approve-disclosure',
  creates: false,
  title: 'Approve the disclosure decision',
  help: 'Signs the disclosure decision. Who decided cannot approve it.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disclosure decision',
  input: z.strictObject({ comment: paragraph.default('') }),
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
  }),
})

export const reviewChange = declareCommand({
  name: 'review-change',
  creates: false,
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

export const updateRisk = declareCommand({
  name: 'update-risk',
  creates: false,
  title: 'Update the risk record',
  help: 'Updates the security risk register for this case and says what risk remains.',
  permission: team,
  input: z.strictObject({
    register: required(line, 'Give the number of the risk entry.'),
    category: line.default(''),
    residual: z.enum(['none', 'acceptable', 'not-acceptable']),
    description: because,
    compensatingControl: paragraph.default(''),
  }),
})

export const informProducts = declareCommand({
  name: 'inform-products',
  creates: false,
  title: 'Answer for other products',
  help: 'Records that the owner of another product was informed, and what they answered.',
  permission: team,
  input: z.strictObject({
    products: recordIds,
    answer: because,
    /** True where no other product of the maker exists or shares the flaw. */
    none: z.boolean().default(false),
  }),
})

export const tellThirdParty = declareCommand({
  name: 'tell-third-party',
  creates: false,
  title: 'Tell a third party',
  help: 'Records the notice to the owner of third-party code, or why there is nobody to tell.',
  permission: team,
  input: z.strictObject({
    owner: line.default(''),
    component: line.default(''),
    toldOn: day.optional(),
    how: line.default(''),
    /** True where no third party’s code is involved. */
    none: z.boolean().default(false),
    reason: because,
  }),
})

export const addNote = declareCommand({
  name: 'note',
  creates: false,
  title: 'Add a note',
  help: 'Adds a note and files to the timeline of the case.',
  permission: ['triager', 'engineer', 'writer', 'approver', 'release-manager', 'administrator'],
  input: z.strictObject({
    text: required(long, 'Write the note.'),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})

export const setEmbargo = declareCommand({
  name: 'set-embargo',
  creates: false,
  title: 'Set an embargo',
  help: 'Shows the case only to those named until the embargo ends or is lifted.',
  permission: team,
  input: z.strictObject({
    named: z.array(line).max(limits.list.items),
    until: day.optional(),
    reason: because,
  }),
})

export const closeCase = declareCommand({
  name: 'close',
  creates: false,
  title: 'Close the case',
  help: 'Closes the case once everything 9.5 asks for is recorded; otherwise says what is missing.',
  permission: team,
  input: z.strictObject({ conclusion: because }),
})

export const reopenCase = declareCommand({
  name: 'reopen',
  creates: false,
  title: 'Reopen the case',
  help: 'Opens a closed case again; its history stays.',
  permission: team,
  input: z.strictObject({ reason: because }),
})

export const caseContract = declareKind({
  kind: 'case',
  collection: 'cases',
  prefix: 'CASE',
  clause: '9.5',
  title: 'Case',
  readers,
  statuses: caseStatuses,
  commands: [
    openCase,
    describeCase,
    setImpact,
    scoreCase,
    proposeDisposition,
    approveDisposition,
    decideDisclosure,
    approveDisclosure,
    requestChange,
    reviewChange,
    verifyFix,
    updateRisk,
    informProducts,
    tellThirdParty,
    addNote,
    setEmbargo,
    closeCase,
    reopenCase,
  ],
})

export const openReviewStatuses = ['held', 'concluded', 'signed'] as const

export const holdReview = declareCommand({
  name: 'hold',
  creates: true,
  title: 'Hold an open-issue review',
  help: 'Freezes the list of open cases at this moment, for a release or at any time (4.1.8).',
  permission: ['engineer', 'release-manager', 'approver', 'administrator'],
  input: z.strictObject({
    title: required(line, 'Name the review.'),
    release: recordId.optional(),
    product: recordId.optional(),
    participants: z.array(line.min(1)).min(1, 'Name who took part.').max(100),
  }),
})

export const concludeReview = declareCommand({
  name: 'conclude',
  creates: false,
  title: 'Conclude on the open issues',
  help: 'Records a conclusion for every open issue on the frozen list, and the minutes.',
  permission: ['engineer', 'release-manager', 'approver', 'administrator'],
  input: z.strictObject({
    conclusions: z
      .array(
        z.strictObject({
          case: recordId,
          conclusion: z.enum(['release-anyway', 'hold-release', 'fix-first', 'no-impact']),
          reason: because,
        }),
      )
      .max(2_000),
    minutes: required(long, 'Write the minutes.'),
  }),
})

export const signReview = declareCommand({
  name: 'sign',
  creates: false,
  title: 'Sign the review',
  help: 'Signs the minutes of the open-issue review. Who wrote the conclusions cannot sign alone.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the open-issue review',
  input: z.strictObject({}),
})

export const openReviewContract = declareKind({
  kind: 'open-review',
  collection: 'open-reviews',
  prefix: 'REV',
  clause: '9.5',
  title: 'Open-issue review',
  readers,
  statuses: openReviewStatuses,
  commands: [holdReview, concludeReview, signReview],
})
