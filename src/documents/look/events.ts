import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { recordLook } from '../contract/look.ts'

/** Facts about a look at the documents after a fix. A shipped schema is never edited. */
export const lookEvents = {
  'look.recorded': z.object({ reference: z.string(), ...recordLook.input.shape }),
  'look.candidate-dismissed': z.object({ candidate: z.string(), reason: z.string() }),
  'look.read-by-eye': z.object({ document: z.string(), found: z.string() }),
  'look.candidate-kept': z.object({ candidate: z.string(), defect: z.string() }),
} as const

export type LookEvent = EventOf<typeof lookEvents>
export const parseLookEvent = eventParser(lookEvents)
