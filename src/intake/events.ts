import { z } from 'zod'
import { fileReference } from '../kernel/fields.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { exitSchema, sourceSchema } from './contract.ts'

/** What was found out about the mail that it came as. */
const mail = z
  .object({
    hash: z.string(),
    encryption: z.string(),
    signature: z.string(),
    signer: z.string(),
    signerKnown: z.boolean(),
    automatic: z.string(),
  })
  .optional()

/** Facts about a report. A shipped schema is never edited: a change adds a type or a version. */
export const reportEvents = {
  'report.received': z.object({
    reference: z.string(),
    source: sourceSchema,
    channel: z.string(),
    title: z.string(),
    description: z.string(),
    product: z.string(),
    productVersion: z.string(),
    steps: z.string(),
    impact: z.string(),
    exploited: z.string(),
    alreadyPublic: z.string(),
    disclosurePlans: z.string(),
    /** Sealed, like the two below: the ledger keeps no outsider's plain data. */
    credit: z.string(),
    reporterName: z.string(),
    reporterEmail: z.string(),
    theirReference: z.string(),
    identifiers: z.array(z.string()),
    files: z.array(fileReference),
    original: fileReference.optional(),
    linkHash: z.string().optional(),
    origin: z.object({ system: z.string(), key: z.string(), url: z.string() }).optional(),
    owner: z.string().default(''),
    tlp: z.string().default(''),
    mail,
    nextDate: z.string(),
  }),
  'report.acknowledged': z.object({ message: z.string(), nextDate: z.string() }),
  'report.replied': z.object({ message: z.string(), nextDate: z.string() }),
  'report.extended': z.object({ message: z.string(), files: z.array(fileReference), mail }),
  'report.linked': z.object({ case: z.string() }),
  'report.progress-told': z.object({
    case: z.string(),
    step: z.string(),
    message: z.string(),
    where: z.string(),
    nextDate: z.string(),
  }),
  'report.closed': z.object({ exit: exitSchema, reason: z.string(), message: z.string() }),
} as const

export type ReportEvent = EventOf<typeof reportEvents>
export const parseReportEvent = eventParser(reportEvents)
