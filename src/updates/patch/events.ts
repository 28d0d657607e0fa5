import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { patchPositions } from '../contract.ts'

/** Facts about a third-party patch. A shipped schema is never edited. */
export const patchEvents = {
  'patch.recorded': z.object({
    reference: z.string(),
    vendor: z.string(),
    name: z.string(),
    version: z.string(),
    product: z.string(),
    revision: z.string(),
  }),
  'patch.position-decided': z.object({
    position: z.enum(patchPositions),
    mitigation: z.string(),
    reason: z.string(),
  }),
} as const

export type PatchEvent = EventOf<typeof patchEvents>
export const parsePatchEvent = eventParser(patchEvents)
