import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { severities } from '../../kernel/severity.ts'
import { request } from './request.ts'

export const listItem = z.object({
  id: z.string(),
  humanId: z.string(),
  kind: z.string(),
  version: z.number(),
  title: z.string(),
  status: z.string(),
  severity: z.enum(severities).nullable(),
  owner: z.string().nullable(),
  dueAt: z.string().nullable(),
  openedAt: z.string(),
  updatedAt: z.string(),
  restricted: z.boolean(),
  /** Values that the kind's contract shows in lists; a search answers none. */
  facets: z.record(z.string(), z.array(z.string())).default({}),
})
export type ListItem = z.output<typeof listItem>

const page = z.object({ items: z.array(listItem), next: z.string().nullable() })

export const sorts = ['updated', 'opened', 'severity', 'due', 'title'] as const
/** What whoever looks works on, or what nobody does. */
export const assignments = ['me', 'nobody'] as const
export type Assigned = (typeof assignments)[number]
export type SortName = (typeof sorts)[number]

/** What a list asks for; each part may be absent. */
export interface ListFilter {
  readonly status?: readonly string[]
  readonly severity?: readonly string[]
  readonly search?: string
  readonly sort?: SortName
  readonly order?: 'asc' | 'desc'
  /** `name:value` pairs, all of which must hold. */
  readonly facet?: readonly string[]
  /** Only what should have happened by now, or within a month. */
  readonly due?: 'overdue' | 'soon'
  readonly assigned?: Assigned
  readonly about?: string
  readonly limit?: number
}

/** Lines of the first page, which is there at once, and of each later one, which was asked for. */
const firstPage = 50
const laterPage = 200

const listPath = (collection: string, filter: ListFilter, cursor: string | undefined): string => {
  const query = new URLSearchParams()
  if (filter.status?.length) query.set('status', filter.status.join(','))
  if (filter.severity?.length) query.set('severity', filter.severity.join(','))
  if (filter.search) query.set('search', filter.search)
  if (filter.sort) query.set('sort', filter.sort)
  if (filter.order) query.set('order', filter.order)
  if (filter.facet?.length) query.set('facet', filter.facet.join(','))
  if (filter.due) query.set('due', filter.due)
  if (filter.assigned) query.set('assigned', filter.assigned)
  if (filter.about) query.set('about', filter.about)
  query.set('limit', String(filter.limit ?? (cursor === undefined ? firstPage : laterPage)))
  if (cursor !== undefined) query.set('cursor', cursor)
  return `/api/${collection}?${query}`
}

/** A list that grows page by page; each page starts where the one before ended. */
export const listQuery = (collection: string, filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', collection, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      request(page, listPath(collection, filter, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

/** One short list, for what belongs to a record. */
export const shortListQuery = (collection: string, filter: ListFilter) =>
  queryOptions({
    queryKey: ['records', collection, 'short', filter],
    queryFn: async ({ signal }) =>
      (await request(page, listPath(collection, filter, undefined), { signal })).items,
  })

/** How many are in each status; of all, of those that are overdue, or of what a filter leaves. */
export const countsQuery = (
  collection: string,
  due?: ListFilter['due'],
  narrowed: Pick<ListFilter, 'severity' | 'facet'> = {},
) =>
  queryOptions({
    queryKey: ['records', collection, 'counts', due ?? 'all', narrowed],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams()
      if (due !== undefined) query.set('due', due)
      if (narrowed.severity?.length) query.set('severity', narrowed.severity.join(','))
      if (narrowed.facet?.length) query.set('facet', narrowed.facet.join(','))
      const asked = query.size === 0 ? '' : `?${query}`
      return request(z.record(z.string(), z.number()), `/api/${collection}/counts${asked}`, {
        signal,
      })
    },
  })

const recordSchema = z.object({
  id: z.string(),
  humanId: z.string(),
  kind: z.string(),
  version: z.number(),
  openedAt: z.string(),
  state: z.unknown(),
})
export type RecordEnvelope = z.output<typeof recordSchema>

/** One record by stream id or human id; its state is parsed by whoever shows it. */
export const recordQuery = (collection: string, id: string) =>
  queryOptions({
    queryKey: ['records', collection, 'one', id],
    queryFn: ({ signal }) =>
      request(recordSchema, `/api/${collection}/${encodeURIComponent(id)}`, { signal }),
  })

const eventSchema = z.object({
  id: z.string(),
  version: z.number(),
  type: z.string(),
  at: z.string(),
  actor: z.string(),
  onBehalfOf: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  signature: z.object({ name: z.string(), at: z.string(), meaning: z.string() }).nullable(),
})
export type HistoryEvent = z.output<typeof eventSchema>

export const historyQuery = (collection: string, id: string) =>
  queryOptions({
    queryKey: ['records', collection, 'history', id],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ events: z.array(eventSchema) }),
          `/api/${collection}/${encodeURIComponent(id)}/history`,
          { signal },
        )
      ).events,
  })

const factsAtOnce = 50

/** The facts of a record, the newest page first; within a page the oldest first. */
export const factsQuery = (collection: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['records', collection, 'facts', id],
    queryFn: async ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(factsAtOnce) })
      if (pageParam !== undefined) query.set('before', String(pageParam))
      const path = `/api/${collection}/${encodeURIComponent(id)}/history?${query}`
      return (await request(z.object({ events: z.array(eventSchema) }), path, { signal })).events
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ([first]) =>
      first === undefined || first.version === 1 ? undefined : first.version,
  })

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ items: z.array(listItem) }),
          `/api/search?${new URLSearchParams({ q })}`,
          { signal },
        )
      ).items,
    enabled: q.trim() !== '',
  })
