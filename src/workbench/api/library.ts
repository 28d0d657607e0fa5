import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

export const complaints = ['old', 'older-reader', 'no-product', 'gone', 'not-fetched'] as const
export type Complaint = (typeof complaints)[number]

const kindOfProduct = z.object({
  kind: z.string(),
  documents: z.number(),
  hasRevision: z.boolean(),
  uncovered: z.array(z.string()),
  since: z.object({ revision: z.string(), day: z.string() }).nullable(),
})
export type KindOfProduct = z.output<typeof kindOfProduct>

const productNeeds = z.object({
  id: z.string(),
  title: z.string(),
  itemClass: z.string(),
  kinds: z.array(kindOfProduct),
  missing: z.array(z.string()),
})
export type ProductNeeds = z.output<typeof productNeeds>

const health = z.object({
  documents: z.number(),
  statuses: z.record(z.string(), z.number()),
  complaints: z.record(z.enum(complaints), z.number()),
  oldBefore: z.string(),
  oldAfterMonths: z.number(),
  products: z.array(productNeeds),
  missing: z.number(),
})
export type Health = z.output<typeof health>

/** What of the library was read, is stale or is missing; refreshed with every command. */
export const healthQuery = queryOptions({
  queryKey: ['records', 'documents', 'health'],
  queryFn: ({ signal }) => request(health, '/api/library/health', { signal }),
  refetchInterval: 30_000,
})

const found = z.object({
  document: z.string(),
  humanId: z.string(),
  title: z.string(),
  quote: z.string(),
  page: z.number().nullable(),
  headings: z.array(z.string()),
})

export const foundStatementsQuery = (q: string) =>
  queryOptions({
    queryKey: ['records', 'documents', 'found', q],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ items: z.array(found) }),
          `/api/library/statements?${new URLSearchParams({ q })}`,
          { signal },
        )
      ).items,
    staleTime: 60_000,
  })
