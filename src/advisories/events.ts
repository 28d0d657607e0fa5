import { z } from 'zod'
import type { AdvisoryContent } from '../formats/csaf-write.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { advisoryTlps } from './contract.ts'

// Only this slice writes it, from the typed content; the CSAF validator judges it before it leaves.
const content = z.custom<AdvisoryContent>(
  (value) => typeof value === 'object' && value !== null && 'tracking' in value,
)

const words = {
  title: z.string(),
  summary: z.string(),
  /** Null where nobody chose one and no disclosure decision gave one. */
  tlp: z.enum(advisoryTlps).nullable(),
  mitigation: z.string(),
  /** What the case said at that moment, as the advisory tells it. */
  content,
  /** Who alone may see it before it is published, because the case is under embargo. */
  restrictedTo: z.array(z.string()).optional(),
}

/** Facts about an advisory. A shipped schema is never edited: a change adds a type or a version. */
export const advisoryEvents = {
  'advisory.drafted': z.object({ reference: z.string(), case: z.string(), ...words }),
  'advisory.revised': z.object({ change: z.string(), ...words }),
  'advisory.approved': z.object({ comment: z.string() }),
  'advisory.publication-ordered': z.object({
    order: z.string(),
    comment: z.string(),
    /** Exactly this is published: `writeCsaf` of it is the file. */
    content,
  }),
  'advisory.published': z.object({
    path: z.string(),
    sha256: z.string(),
    trackingVersion: z.number(),
  }),
  'advisory.publication-failed': z.object({ reason: z.string() }),
  'advisory.withdrawn': z.object({ reason: z.string() }),
} as const

export type AdvisoryEvent = EventOf<typeof advisoryEvents>
export const parseAdvisoryEvent = eventParser(advisoryEvents)
