import { z } from 'zod'
import { keptFile } from '../kernel/fields.ts'
import type { Instant } from '../kernel/time.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { toldSchema } from './contract/told.ts'
import { exitSchema, sourceSchema } from './contract.ts'
import { heldEvents } from './events/held.ts'
import { reachingEvents } from './events/reaching.ts'

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

/** Only our own clock writes it. */
const instant = z.string().transform((text) => text as Instant)

/** The next moment at which the server looks at the dates; left out, the one before holds. */
const watch = { watchAt: instant.nullable().optional() }
/** The day by which the reporter hears more, and the moment at which it is late. */
const promised = { nextDate: z.string(), dueAt: instant.optional() }

/** A date that colleagues were told of, once for each moment that the rule file names. */
const aboutDate = {
  ...watch,
  clock: z.enum(['acknowledgement', 'assessment', 'update']),
  dueAt: instant,
  moment: instant,
  /** Roles and addresses, as the rule file names them. */
  to: z.array(z.string()),
  /** How many addresses a mail went to: none where nobody has one. */
  mails: z.number(),
}

/** Whether the name may stand on the public page of thanks, and where it leads (sealed). */
const thanks = { thanks: z.enum(['yes', 'no']).default('no'), creditLink: z.string().default('') }

/** Facts about a report. A shipped schema is never edited: a change adds a type or a version. */
export const reportEvents = {
  'report.received': z.object({
    ...watch,
    ...promised,
    reference: z.string(),
    /** Whose key seals their words and their data; absent where nobody outside told anything. */
    subject: z.string().optional(),
    source: sourceSchema,
    channel: z.string(),
    title: z.string(),
    description: z.string(),
    product: z.string(),
    productVersion: z.string(),
    /** What the reporter reads best (BCP 47); empty where nobody knows. */
    language: z.string().default(''),
    location: z.string().default(''),
    steps: z.string(),
    impact: z.string(),
    exploited: z.string(),
    alreadyPublic: z.string(),
    disclosurePlans: z.string(),
    /** Sealed, like the two below: the ledger keeps no outsider's plain data. */
    credit: z.string(),
    ...thanks,
    reporterName: z.string(),
    reporterEmail: z.string(),
    theirReference: z.string(),
    /** The same of a mail, which names where it was written: sealed. */
    messageId: z.string().optional(),
    identifiers: z.array(z.string()),
    files: z.array(keptFile),
    original: keptFile.optional(),
    linkHash: z.string().optional(),
    origin: z
      .object({
        system: z.string(),
        key: z.string(),
        url: z.string(),
        id: z.string().optional(),
      })
      .optional(),
    owner: z.string().default(''),
    tlp: z.string().default(''),
    mail,
    /** Until when somebody has said what we make of it. */
    assess: z.object({ day: z.string(), at: instant }).optional(),
  }),
  'report.acknowledged': z.object({ ...watch, ...promised, message: z.string() }),
  'report.replied': z.object({
    ...watch,
    ...promised,
    message: z.string(),
    question: z.boolean().default(false),
  }),
  'report.assessed': z.object({
    ...watch,
    ...promised,
    finding: z.enum(['plausible', 'unclear', 'no-flaw']),
    reason: z.string(),
    message: z.string(),
  }),
  'report.reclassified': z.object({
    ...watch,
    source: sourceSchema,
    before: sourceSchema,
    reason: z.string(),
  }),
  'report.extended': z.object({
    ...watch,
    message: z.string(),
    files: z.array(keptFile),
    mail,
  }),
  'report.withdrawn': z.object({ ...watch, message: z.string() }),
  /** Sealed. */
  'report.credit-set': z.object({ ...watch, credit: z.string(), ...thanks }),
  'report.link-asked': z.object({ ...watch }),
  'report.link-replaced': z.object({ ...watch, linkHash: z.string() }),
  'report.linked': z.object({ ...watch, case: z.string() }),
  'report.unlinked': z.object({ ...watch, case: z.string(), reason: z.string() }),
  /** `nextDate` is empty where the report is closed and its reporter still hears. */
  'report.progress-told': z.object({
    ...watch,
    ...promised,
    case: z.string(),
    step: z.string(),
    message: z.string(),
    /** The message for each language; the message itself is the English of it. */
    said: toldSchema.optional(),
    where: z.string(),
  }),
  'report.closed': z.object({
    ...watch,
    exit: exitSchema,
    reason: z.string(),
    message: z.string(),
    /** As above, where the server says it by itself. */
    said: toldSchema.optional(),
    /** The report that it is a duplicate of. */
    of: z.string().optional(),
    /** To whom the report of another maker's product was handed; the contact is sealed. */
    handedOver: z
      .object({ to: z.string(), contact: z.string(), message: z.string(), on: z.string() })
      .optional(),
  }),
  'report.reopened': z.object({
    ...watch,
    ...promised,
    by: z.enum(['maker', 'reporter']),
    reason: z.string(),
    message: z.string(),
  }),
  /** `person:<id>`; empty where nobody looks after it. */
  'report.assigned': z.object({ ...watch, to: z.string() }),
  'report.reminded': z.object(aboutDate),
  'report.escalated': z.object(aboutDate),
  ...heldEvents(watch),
  ...reachingEvents(watch),
} as const

export type ReportEvent = EventOf<typeof reportEvents>
export const parseReportEvent = eventParser(reportEvents)
