import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { line, paragraph, recordId, required } from '../kernel/fields.ts'
import { readers } from '../kernel/roles.ts'

/** Only `met` is green. */
export const verdicts = ['met', 'partial', 'absent', 'not-applicable', 'could-not-run'] as const
export type Verdict = (typeof verdicts)[number]

/** What a person can say instead of the review: not that it could not run. */
export const overruledVerdicts = ['met', 'partial', 'absent', 'not-applicable'] as const

export const findingStatuses = ['overruled', 'gap-accepted', 'withdrawn'] as const

const because = required(paragraph, 'Give the reason, for the record.')
const constraint = required(line, 'Name the constraint, like 9.2/channel.').meta({
  title: 'Constraint',
  description: 'The id of the constraint, like 9.2/channel.',
})
const product = recordId.optional().meta({
  title: 'Product',
  description: 'Leave it empty where it holds for all products.',
})

export const overrule = declareCommand({
  name: 'overrule',
  creates: true,
  title: 'Overrule a verdict',
  help: 'Says what holds instead of the verdict of the review, and why.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({
    constraint,
    product,
    document: recordId.optional().meta({
      title: 'Document',
      description: 'The document whose verdict is wrong. Empty: the verdict on the whole.',
    }),
    passageHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({
        title: 'Passage',
        description: 'SHA-256 of the passage: it holds until the passage changes.',
      }),
    verdict: z
      .enum(overruledVerdicts)
      .meta({ title: 'Verdict', description: 'What holds instead.' }),
    reason: because.meta({ title: 'Reason' }),
  }),
})

export const acceptGap = declareCommand({
  name: 'accept-gap',
  creates: true,
  title: 'Accept a gap',
  help: 'Signs that a gap is known and accepted. The verdict stays what it is.',
  permission: ['approver'],
  signature: 'acceptance of a gap',
  input: z.strictObject({ constraint, product, reason: because.meta({ title: 'Reason' }) }),
})

export const withdrawFinding = declareCommand({
  name: 'withdraw',
  creates: false,
  title: 'Withdraw',
  help: 'Takes an overruled verdict or an accepted gap back; the review speaks again.',
  permission: ['approver', 'engineer'],
  input: z.strictObject({ reason: because.meta({ title: 'Reason' }) }),
})

export const reviewFindingContract = declareKind({
  kind: 'review-finding',
  collection: 'findings',
  prefix: 'FND',
  clause: '9.5',
  title: 'Review finding',
  readers,
  statuses: findingStatuses,
  commands: [overrule, acceptGap, withdrawFinding],
})

/** A record that shows it, or the gap. `kind` is the kind of record. */
export interface RecordLink {
  readonly kind: string
  readonly id: string
  readonly label: string
}

/** What the records say to one constraint. */
export interface RecordAnswer {
  readonly verdict: Verdict
  /** One or two sentences with counts. */
  readonly detail: string
  readonly links: readonly RecordLink[]
}

/** A passage that shows it, quoted verbatim. */
export interface DocumentEvidence {
  /** The document's human id and title. */
  readonly document: string
  readonly documentId: string
  /** The document's own version, and the SHA-256 of its file. */
  readonly version: string
  readonly revision: string
  readonly quote: string
  /** For people: page, line, headings. */
  readonly location: string
  /** Index of the passage in the document, and SHA-256 of its text. */
  readonly passage: number
  readonly passageHash: string
  /** The pattern that found it, or `person` where somebody pointed to it. */
  readonly pattern: string
}

/** What the documents of the library say to one constraint. */
export interface DocumentAnswer {
  readonly verdict: Verdict
  /** How many documents could answer, and how many could not be read, or only in part. */
  readonly read: number
  readonly unread: number
  /** Best first. */
  readonly evidence: readonly DocumentEvidence[]
}

/** A person's word on a constraint. */
export interface Finding {
  readonly id: string
  readonly humanId: string
  readonly reason: string
  readonly by: string
  readonly at: string
}

/** One constraint, answered. */
export interface ConstraintAnswer {
  readonly id: string
  readonly title: string
  readonly duty: string
  /** How bad it is where it is missing: minor, moderate or major. */
  readonly severity: string
  readonly documents: DocumentAnswer
  readonly records: RecordAnswer
  readonly verdict: Verdict
  /** Present where a person overruled: `verdict` is theirs, this is what the review found. */
  readonly overruled?: Finding & { readonly found: Verdict }
  /** Present where the gap is accepted by signature; it is still a gap. */
  readonly accepted?: Finding
  /** The sentences of the clause's defence that claim this constraint. */
  readonly defence?: string
}

export interface ClauseAnswer {
  readonly id: string
  readonly title: string
  readonly constraints: readonly ConstraintAnswer[]
  /** What the maker can say to an auditor: only sentences whose every claim is met. */
  readonly defence?: string
}

export * from './contract/clause-map.ts'
export * from './contract/gaps.ts'
