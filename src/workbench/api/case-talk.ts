import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { conversationPage } from '../records/views/case/conversation.ts'
import { request } from './request.ts'

const pathOf = (id: string, what: string) => `/api/cases/${encodeURIComponent(id)}/${what}`

/** What was said of a case to whoever looks, the newest page first. */
export const conversationQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['records', 'messages', 'conversation', id],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === undefined ? '' : `?${new URLSearchParams({ cursor: pageParam })}`
      return request(conversationPage, `${pathOf(id, 'conversation')}${query}`, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Colleagues and trackers write meanwhile: milliseconds.
    refetchInterval: 15_000,
  })

const change = z.object({
  what: z.string(),
  which: z.string(),
  product: z.string().nullable(),
  before: z.string(),
  after: z.string(),
})
export type ChangeView = z.output<typeof change>

/** What each fact of a case changed, by the fact. */
export const changesQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['records', 'cases', 'changes', id, version],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ changes: z.record(z.string(), z.array(change)) }),
          pathOf(id, 'changes'),
          { signal },
        )
      ).changes,
  })
