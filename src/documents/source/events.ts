import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

const described = {
  title: z.string(),
  sourceKind: z.string(),
  place: z.string(),
  everyMinutes: z.number(),
  keepOriginals: z.boolean(),
}

/** Facts about a source. A shipped schema is never edited: a change adds a type or a version. */
export const sourceEvents = {
  'source.connected': z.object({ reference: z.string(), name: z.string(), ...described }),
  'source.described': z.object(described),
  'source.disconnected': z.object({ name: z.string() }),
  'source.sync-asked': z.object({ emptied: z.boolean() }),
  'source.synced': z.object({
    startedAt: z.string(),
    granted: z.object({ scopes: z.array(z.string()), account: z.string() }),
    position: z.string(),
    counts: z.object({
      new: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      moved: z.number(),
      returned: z.number(),
      gone: z.number(),
      unread: z.number(),
      leftOut: z.number(),
    }),
  }),
  'source.sync-failed': z.object({
    startedAt: z.string(),
    reason: z.string(),
    next: z.string(),
  }),
} as const

export type SourceEvent = EventOf<typeof sourceEvents>
export const parseSourceEvent = eventParser(sourceEvents)
