import { z } from 'zod'
import { type EventOf, eventParser } from '../../ledger/index.ts'

/** Facts about a device. A shipped schema is never edited: a change adds a type or a version. */
export const deviceEvents = {
  'device.registered': z.object({
    reference: z.string(),
    source: z.string(),
    product: z.string(),
    note: z.string(),
  }),
  'device.token-made': z.object({ expiresAt: z.string() }),
  'device.revoked': z.object({ reason: z.string() }),
} as const

export type DeviceEvent = EventOf<typeof deviceEvents>
export const parseDeviceEvent = eventParser(deviceEvents)
