import { z } from 'zod'
import { leftToPeople } from '../../../server/erasure/contract.ts'
import { fileView } from './common.ts'

/** What the page of an erasure reads of its state. */
export const erasureView = z.object({
  status: z.enum(['ordered', 'done']),
  what: z.enum(['person', 'file']),
  reason: z.string(),
  orderedBy: z.string(),
  orderedAt: z.string(),
  about: z.array(z.string()),
  file: z.string().nullable(),
  replacement: fileView.nullable(),
  left: leftToPeople.nullable().default(null),
  done: z
    .object({
      reports: z.number(),
      mails: z.number(),
      destroyed: z.array(z.string()),
      kept: z.array(z.string()),
      at: z.string(),
    })
    .nullable(),
})
export type ErasureView = z.output<typeof erasureView>
