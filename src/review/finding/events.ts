import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { overruledVerdicts, taskEndings } from '../contract.ts'

const wordOnVerdict = z.object({
  reference: z.string(),
  constraint: z.string(),
  product: z.string().optional(),
  document: z.string().optional(),
  passageHash: z.string().optional(),
  /** Of the answer on the whole: it holds until that is another. */
  basis: z.string().optional(),
  verdict: z.enum(overruledVerdicts),
  reason: z.string(),
})

/** Facts about a person's word on a verdict. A shipped schema is never edited. */
export const findingEvents = {
  'review-finding.overruled': wordOnVerdict,
  'review-finding.confirmed': wordOnVerdict,
  /** A word on a duty that the maker added to the catalogue, with the duty as it read then. */
  'review-finding.duty-judged': z.object({
    reference: z.string(),
    constraint: z.string(),
    product: z.string().optional(),
    duty: z.string(),
    verdict: z.enum(overruledVerdicts),
    reason: z.string(),
  }),
  'review-finding.record-named': z.object({
    reference: z.string(),
    constraint: z.string(),
    product: z.string().optional(),
    document: z.string(),
    /** Its newest revision then, by version and SHA-256 of the file. */
    version: z.string(),
    revision: z.string(),
    on: z.string(),
    reason: z.string(),
  }),
  'review-finding.gap-accepted': z.object({
    reference: z.string(),
    constraint: z.string(),
    product: z.string().optional(),
    reason: z.string(),
  }),
  'review-finding.task-planned': z.object({
    reference: z.string(),
    constraint: z.string(),
    product: z.string().optional(),
    what: z.string(),
    who: z.string(),
    until: z.string(),
  }),
  'review-finding.task-moved': z.object({ who: z.string(), until: z.string(), reason: z.string() }),
  'review-finding.task-ended': z.object({ outcome: z.enum(taskEndings), reason: z.string() }),
  /** What those who close the gap were told of its date; no mail where nobody named has an address. */
  'review-finding.task-reminded': z.object({
    what: z.enum(['soon', 'missed']),
    until: z.string(),
    to: z.array(z.string()),
    mails: z.number(),
  }),
  'review-finding.withdrawn': z.object({ reason: z.string() }),
} as const

export type FindingEvent = EventOf<typeof findingEvents>
export const parseFindingEvent = eventParser(findingEvents)
