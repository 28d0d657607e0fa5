import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const evidence = z.object({
  gone: z.number(),
  events: z.array(
    z.object({
      hash: z.string(),
      receivedAt: z.string(),
      via: z.string(),
      raw: z.string(),
      event: z.object({
        at: z.string().nullable(),
        type: z.string(),
        outcome: z.string(),
        actor: z.string(),
        source: z.string(),
        object: z.string(),
        detail: z.string(),
      }),
    }),
  ),
})

/** The audit events that raised an indicator, for who may see users and devices. */
export const evidenceQuery = (indicator: string) =>
  queryOptions({
    queryKey: ['evidence', indicator],
    queryFn: ({ signal }) =>
      request(evidence, `/api/indicators/${encodeURIComponent(indicator)}/evidence`, { signal }),
    staleTime: 60_000,
  })
