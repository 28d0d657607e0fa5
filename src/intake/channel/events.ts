import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

/** Facts about a way in. A shipped schema is never edited. */
export const channelEvents = {
  'channel.registered': z.object({
    reference: z.string(),
    name: z.string(),
    title: z.string(),
    sources: z.array(z.string()),
  }),
  'channel.described': z.object({ title: z.string(), sources: z.array(z.string()) }),
  'channel.probed': z.object({ ok: z.boolean(), detail: z.string(), reason: z.string() }),
  'channel.alarm-raised': z.object({ detail: z.string(), told: z.array(z.string()) }),
  'channel.alarm-escalated': z.object({ told: z.array(z.string()) }),
  'channel.alarm-cleared': z.object({ since: z.string() }),
  'channel.closed': z.object({ name: z.string() }),
} as const

export type ChannelEvent = EventOf<typeof channelEvents>
export const parseChannelEvent = eventParser(channelEvents)
