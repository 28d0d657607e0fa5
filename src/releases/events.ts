import { z } from 'zod'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { gateCheck, writtenDocument } from './contract.ts'

/** Facts about a release. A shipped schema is never edited: a change adds a type or a version. */
export const releaseEvents = {
  'release.planned': z.object({
    reference: z.string(),
    title: z.string(),
    product: z.string(),
    revision: z.string(),
    previousRevision: z.string(),
    cases: z.array(z.string()),
  }),
  'release.gate-evaluated': z.object({ checks: z.array(gateCheck) }),
  'release.check-waived': z.object({
    check: z.string(),
    as: z.enum(['waived', 'not-applicable']),
    reason: z.string(),
  }),
  'release.declared-unchanged': z.object({ reason: z.string() }),
  'release.documents-ordered': z.object({ order: z.string() }),
  'release.documents-written': z.object({
    documents: z.array(writtenDocument),
    recordsHash: z.string(),
  }),
  'release.documents-failed': z.object({ reason: z.string() }),
  /** For what each section said at that moment. */
  'release.gaps-waived': z.object({
    gaps: z.array(
      z.object({ gap: z.string(), title: z.string(), what: z.string(), reason: z.string() }),
    ),
  }),
  'release.signed': z.object({ comment: z.string() }),
} as const

export type ReleaseEvent = EventOf<typeof releaseEvents>
export const parseReleaseEvent = eventParser(releaseEvents)
