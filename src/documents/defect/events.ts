import { z } from 'zod'
import { acceptabilities } from '../../kernel/risk-matrix.ts'
import { severities } from '../../kernel/severity.ts'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { citation } from '../contract/citation.ts'
import { defectKinds } from '../contract/defect/describing.ts'
import { toldWays, withdrawals } from '../contract/defect/ending.ts'

const lines = z.array(z.string())

/** Facts about a documentation defect. A shipped schema is never edited, but for additions. */
export const defectEvents = {
  'defect.opened': z.object({
    reference: z.string(),
    title: z.string(),
    defectKind: z.enum(defectKinds),
    severity: z.enum(severities),
    misleads: z.string(),
    cause: z.string(),
    case: z.string().optional(),
    report: z.string().optional(),
    finding: z.string().optional(),
    /** The gap of the clause review that it was opened from. */
    constraint: z.string().default(''),
    look: z.string().optional(),
    candidate: z.string().optional(),
    candidates: lines.default([]),
    document: z.string(),
    statements: z.array(citation),
    missingAt: z.string().default(''),
    revisions: lines.default([]),
    languages: lines.default([]),
    counterpartOf: z.string().optional(),
    trackerIssue: z.string(),
  }),
  'defect.described': z.object({
    title: z.string().optional(),
    defectKind: z.enum(defectKinds).optional(),
    severity: z.enum(severities).optional(),
    misleads: z.string().optional(),
    statements: z.array(citation).optional(),
    missingAt: z.string().optional(),
    revisions: lines.optional(),
    languages: lines.optional(),
  }),
  'defect.assessed': z.object({
    endangers: z.boolean(),
    reason: z.string(),
    hazardousSituation: z.string(),
    harm: z.string(),
    harmSeverity: z.string(),
    p1: z.string(),
    p1Argument: z.string(),
    p2: z.string(),
    /** None where it endangers nobody. */
    result: z
      .object({
        p1: z.number(),
        p1Unknown: z.boolean(),
        p2: z.number(),
        chance: z.number(),
        probability: z.string(),
        acceptability: z.enum(acceptabilities),
        /** The matrix it was judged by, and the words of its levels. */
        matrix: z.object({ hash: z.string(), source: z.string() }),
        severityName: z.string(),
        probabilityName: z.string(),
      })
      .nullable(),
  }),
  'defect.assigned': z.object({
    to: z.string(),
    /** The account of a colleague, where it is one: they are reminded by mail. */
    person: z.string().optional(),
    until: z.string(),
    release: z.string().optional(),
  }),
  'defect.corrected': z.object({
    revision: z.string(),
    before: z.string(),
    after: z.string(),
    byEye: z.string().default(''),
    /** Each wrong statement with the passage it stood in, and what stands in its place. */
    compared: z
      .array(
        z.object({
          quote: z.string(),
          found: z.enum(['gone', 'words-stay', 'not-compared']),
          before: z.string(),
          after: z.string(),
        }),
      )
      .default([]),
  }),
  'defect.verified': z.object({ reason: z.string() }),
  'defect.sent-back': z.object({ reason: z.string() }),
  'defect.notice-demanded': z.object({ reason: z.string() }),
  'defect.notice-named': z.object({
    notice: z.string(),
    reference: z.string(),
    kind: z.string(),
    where: z.string(),
  }),
  'defect.closed': z.object({
    told: z.enum(toldWays),
    reason: z.string(),
    release: z.string().optional(),
  }),
  'defect.withdrawn': z.object({ as: z.enum(withdrawals), reason: z.string() }),
  'defect.reopened': z.object({ reason: z.string() }),
  /** A later revision says again what was corrected. */
  'defect.statement-returned': z.object({ revision: z.string(), quote: z.string() }),
  'defect.tracked': z.object({ tracker: z.string() }),
  'defect.issue-recorded': z.object({
    tracker: z.string(),
    issue: z.string(),
    key: z.string(),
    url: z.string(),
    status: z.string(),
    withheld: z.boolean(),
  }),
  'defect.issue-followed': z.object({
    key: z.string(),
    url: z.string(),
    status: z.string(),
    isClosed: z.boolean(),
  }),
  'defect.reminded': z.object({
    what: z.enum(['soon', 'missed']),
    until: z.string(),
    to: lines,
    mails: z.number(),
  }),
} as const

export type DefectEvent = EventOf<typeof defectEvents>
export const parseDefectEvent = eventParser(defectEvents)
