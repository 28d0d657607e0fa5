import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const toldProducts = z.object({
  items: z.array(z.object({ product: z.string(), count: z.number() })),
})

/** Products as reports name them. */
export const toldProductsQuery = queryOptions({
  queryKey: ['records', 'reports', 'products'],
  queryFn: async ({ signal }) =>
    (await request(toldProducts, '/api/intake/products', { signal })).items,
  staleTime: 60_000,
})

const took = z.object({
  count: z.number(),
  medianHours: z.number().nullable(),
  p90Hours: z.number().nullable(),
})
export type Took = z.output<typeof took>

const tookByMonth = took.extend({ months: z.array(took.extend({ month: z.string() })) })
export type TookByMonth = z.output<typeof tookByMonth>

const figures = z.object({
  from: z.string(),
  to: z.string(),
  weeks: z.array(z.object({ week: z.string(), bySource: z.record(z.string(), z.number()) })),
  received: z.object({
    count: z.number(),
    unanswered: z.number(),
    open: z.number(),
    fromUsers: z.number(),
    fromUsersByComplaint: z.number(),
    byComplaint: z.number(),
  }),
  answered: tookByMonth,
  ended: tookByMonth,
})
export type Figures = z.output<typeof figures>

export const figuresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['records', 'reports', 'figures', from, to],
    queryFn: ({ signal }) =>
      request(figures, `/api/intake/statistics?${new URLSearchParams({ from, to })}`, { signal }),
  })

const silence = z.object({
  at: z.string(),
  products: z.array(z.object({ id: z.string(), name: z.string() })),
  productsLeftOut: z.number(),
  channels: z.array(
    z.object({
      humanId: z.string().nullable(),
      name: z.string(),
      title: z.string(),
      sources: z.array(z.string()),
      status: z.string(),
      lastTest: z.object({ at: z.string(), ok: z.boolean(), detail: z.string() }).nullable(),
      lastGoodAt: z.string().nullable(),
      alarm: z.object({ since: z.string(), detail: z.string() }).nullable(),
    }),
  ),
  rows: z.array(
    z.object({
      product: z.string().nullable(),
      source: z.string(),
      channel: z.string().nullable(),
      reports: z.number(),
      hidden: z.number(),
      lastReportAt: z.string().nullable(),
      state: z.enum(['failing', 'unproven', 'silent', 'heard', 'no-channel']),
    }),
  ),
})
export type Silence = z.output<typeof silence>

export const silenceQuery = queryOptions({
  queryKey: ['records', 'reports', 'silence'],
  queryFn: ({ signal }) => request(silence, '/api/intake/silence', { signal }),
})

/** Tries every channel by a marked message; answers whether all came through. */
export const testChannels = (): Promise<{ readonly ok: boolean }> =>
  request(z.object({ ok: z.boolean() }), '/api/intake/self-test', { method: 'POST', json: {} })

const attention = z.object({
  rolesWithoutAddress: z.array(z.string()),
  unheard: z.number(),
  unseen: z.object({
    count: z.number(),
    reports: z.array(z.object({ id: z.string(), humanId: z.string() })),
  }),
})

/** Reminders that reach nobody, and reports that nobody can see. */
export const attentionQuery = queryOptions({
  queryKey: ['records', 'reports', 'attention'],
  queryFn: ({ signal }) => request(attention, '/api/intake/attention', { signal }),
})

const likeness = z.discriminatedUnion('by', [
  z.object({ by: z.literal('identifier'), value: z.string() }),
  z.object({ by: z.literal('file'), name: z.string() }),
  z.object({ by: z.literal('number'), value: z.string() }),
  z.object({ by: z.literal('text'), share: z.number() }),
  z.object({ by: z.literal('product'), value: z.string() }),
])
export type Likeness = z.output<typeof likeness>

const candidates = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      humanId: z.string(),
      title: z.string(),
      status: z.string(),
      receivedAt: z.string(),
      of: z.string().nullable(),
      why: z.array(likeness),
    }),
  ),
})
export type Candidate = z.output<typeof candidates>['items'][number]

/** Reports that may be about the same flaw, the likeliest first. */
export const candidatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'reports', 'candidates', id],
    queryFn: async ({ signal }) =>
      (await request(candidates, `/api/reports/${encodeURIComponent(id)}/candidates`, { signal }))
        .items,
    staleTime: 30_000,
  })
