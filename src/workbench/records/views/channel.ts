import { z } from 'zod'
import { channelStatuses } from '../../../intake/contract.ts'

export const channelView = z.object({
  status: z.enum(channelStatuses),
  name: z.string(),
  title: z.string(),
  sources: z.array(z.string()),
  lastTest: z.object({ at: z.string(), ok: z.boolean(), detail: z.string() }).nullable(),
  lastGoodAt: z.string().nullable(),
  alarm: z
    .object({
      since: z.string(),
      detail: z.string(),
      escalatedAt: z.string().nullable(),
      told: z.array(z.string()),
    })
    .nullable(),
})
export type ChannelView = z.output<typeof channelView>
