import { z } from 'zod'
import { sourceStatuses } from '../../../documents/contract.ts'

/** What the page of a source reads of its state. */
export const sourceView = z.object({
  status: z.enum(sourceStatuses),
  name: z.string(),
  sourceKind: z.string(),
  place: z.string(),
  everyMinutes: z.number(),
  keepOriginals: z.boolean(),
  asked: z.object({ at: z.string() }).nullable(),
  lastSync: z
    .object({
      at: z.string(),
      granted: z.object({ scopes: z.array(z.string()), account: z.string() }),
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
    })
    .nullable(),
  failing: z.object({ since: z.string(), reason: z.string(), next: z.string() }).nullable(),
})
export type SourceView = z.output<typeof sourceView>

/** Where a document lies; null for one that was uploaded. */
export const originView = z
  .object({
    source: z.string(),
    path: z.string(),
    there: z.boolean(),
    since: z.string(),
    problem: z.string(),
  })
  .nullable()
  .default(null)
export type OriginView = z.output<typeof originView>
