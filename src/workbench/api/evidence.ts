import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

/** An audit event as the server keeps it. */
export const auditEventView = z.object({
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
    legacyTime: z.string().optional(),
  }),
})

const evidence = z.object({
  gone: z.number(),
  count: z.number(),
  lastAt: z.string(),
  until: z.string().nullable(),
  events: z.array(auditEventView.extend({ hash: z.string() })),
})

export type Evidence = z.output<typeof evidence>

/** The audit events that raised an indicator, for who may see users and devices. */
export const evidenceQuery = (indicator: string) =>
  queryOptions({
    queryKey: ['evidence', indicator],
    queryFn: ({ signal }) =>
      request(evidence, `/api/indicators/${encodeURIComponent(indicator)}/evidence`, { signal }),
    // A window that is open takes more.
    refetchInterval: ({ state }) => (state.data?.until == null ? false : 15_000),
  })
