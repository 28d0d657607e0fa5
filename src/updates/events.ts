import { z } from 'zod'
import { fileReference } from '../kernel/fields.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { updateClasses } from './contract.ts'

/** Facts about an update. A shipped schema is never edited: a change adds a type or a version. */
export const updateEvents = {
  'update.prepared': z.object({
    reference: z.string(),
    title: z.string(),
    release: z.string(),
    product: z.string(),
    revision: z.string(),
    cases: z.array(z.string()),
    files: z.array(fileReference),
    compatibility: z.string(),
    instructions: z.string(),
    itemClass: z.enum(updateClasses),
  }),
  'update.approved': z.object({ comment: z.string() }),
  'update.publication-ordered': z.object({
    order: z.string(),
    /** The release's human id: its gate was passed at this moment. */
    releaseReference: z.string(),
    comment: z.string(),
  }),
  'update.published': z.object({
    targets: z.array(z.object({ path: z.string(), sha256: z.string(), length: z.number() })),
    repositoryVersion: z.number(),
  }),
  'update.publication-failed': z.object({ reason: z.string() }),
  /** A distribution record (6.3/inform): to whom a notice was addressed. Addresses are not in it. */
  'update.notified': z.object({
    recipients: z.array(z.object({ user: z.string(), organisation: z.string() })),
    message: z.string(),
  }),
  'update.acknowledged': z.object({ user: z.string(), on: z.string(), note: z.string() }),
  'update.withdrawn': z.object({
    reason: z.string(),
    /** The human id and revision of what to install. */
    instead: z.object({ updateId: z.string(), revision: z.string() }).optional(),
  }),
  /** The repository does not offer it any more, since this version of its targets. */
  'update.withdrawal-published': z.object({ repositoryVersion: z.number() }),
} as const

export type UpdateEvent = EventOf<typeof updateEvents>
export const parseUpdateEvent = eventParser(updateEvents)
