import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { overtake, recordLook, searchAgain } from '../contract/look.ts'

/** Facts about a look at the documents after a fix. A shipped schema is never edited. */
export const lookEvents = {
  'look.recorded': z.object({ reference: z.string(), ...recordLook.input.shape }),
  'look.searched-again': z.object(searchAgain.input.shape),
  'look.overtaken': z.object(overtake.input.shape),
  'look.candidate-dismissed': z.object({
    candidate: z.string(),
    reason: z.string(),
    holds: z.enum(['case', 'always']).default('case'),
  }),
  'look.read-by-eye': z.object({ document: z.string(), found: z.string() }),
  'look.candidate-kept': z.object({ candidate: z.string(), defect: z.string() }),
  'look.stands-elsewhere': z.object({
    candidate: z.string(),
    document: z.string(),
    /** The newest revision at that time, by the hash of its file. */
    revision: z.string(),
    quote: z.string(),
  }),
  'look.decision-taken-back': z.object({ candidate: z.string(), reason: z.string() }),
} as const

export type LookEvent = EventOf<typeof lookEvents>
export const parseLookEvent = eventParser(lookEvents)
