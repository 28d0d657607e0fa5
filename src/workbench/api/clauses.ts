import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const evidence = z.object({
  document: z.string(),
  documentId: z.string().nullish(),
  quote: z.string(),
  location: z.string(),
})

const finding = z.object({ humanId: z.string(), reason: z.string(), at: z.string() })

const constraint = z.object({
  id: z.string(),
  duty: z.string(),
  severity: z.string().nullish(),
  documents: z.object({ verdict: z.string(), evidence: z.array(evidence) }),
  records: z.object({
    verdict: z.string(),
    detail: z.string(),
    links: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })),
  }),
  verdict: z.string(),
  overruled: finding.extend({ found: z.string() }).optional(),
  accepted: finding.optional(),
})
export type Constraint = z.output<typeof constraint>

const clause = z.object({ id: z.string(), title: z.string(), constraints: z.array(constraint) })
export type Clause = z.output<typeof clause>

export const clausesQuery = (product: string | undefined) =>
  queryOptions({
    queryKey: ['clauses', product ?? ''],
    queryFn: async ({ signal }) => {
      const query = product === undefined ? '' : `?${new URLSearchParams({ product })}`
      return (
        await request(z.object({ clauses: z.array(clause) }), `/api/clauses${query}`, { signal })
      ).clauses
    },
    staleTime: 30_000,
  })
