import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { conversationPage } from '../records/views/case/conversation.ts'
import { fileView } from '../records/views/common.ts'
import { issue, newKey } from './issue.ts'
import { countsQuery, shortListQuery } from './records.ts'
import { request } from './request.ts'

const pathOf = (id: string, what: string) => `/api/cases/${encodeURIComponent(id)}/${what}`

/** Messages at this path, the newest page first. */
const messagesQuery = (path: string) =>
  infiniteQueryOptions({
    queryKey: ['records', 'messages', 'talk', path],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === undefined ? '' : `?${new URLSearchParams({ cursor: pageParam })}`
      return request(conversationPage, `${path}${query}`, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Colleagues and trackers write meanwhile: milliseconds.
    refetchInterval: 15_000,
  })

/** What was said of a case to whoever looks. */
export const conversationQuery = (id: string) => messagesQuery(pathOf(id, 'conversation'))

/** What mentions whoever looks, seen or not. */
export const mentionsQuery = messagesQuery('/api/mentions')

/** How many mentions somebody has not noted as seen. */
export const unseenQuery = (person: string) =>
  countsQuery('messages', undefined, { facet: [`unseen-by:person:${person}`] })

/** Open cases in which the owners of a product were asked, and this person is one who has not answered. */
export const askedQuery = (person: string) =>
  shortListQuery('cases', { facet: [`asked-owner:person:${person}`], sort: 'opened', limit: 200 })

/** Gaps of the clause review that this person is to close, the earliest date first. */
export const ownTasksQuery = (person: string) =>
  shortListQuery('findings', { facet: [`assignee:person:${person}`], sort: 'due', limit: 200 })

/** Takes the notice of a mention off whoever is mentioned. */
export const noteSeen = (message: string) =>
  issue({ collection: 'messages', command: 'note-seen', id: message, input: {}, key: newKey() })

const caseFile = fileView.extend({
  at: z.string(),
  by: z.string(),
  with: z.string(),
  audience: z.enum(['team', 'approvers', 'external']),
})

/** The files of a case that are for whoever looks, the newest first. Messages bring some, too. */
export const caseFilesQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['records', 'messages', 'files', id, version],
    queryFn: async ({ signal }) =>
      (await request(z.object({ files: z.array(caseFile) }), pathOf(id, 'files'), { signal }))
        .files,
  })

/** Trackers that a task can become an issue of. */
export const trackersQuery = queryOptions({
  queryKey: ['trackers'],
  queryFn: async ({ signal }) =>
    (
      await request(
        z.object({ trackers: z.array(z.object({ name: z.string(), title: z.string() })) }),
        '/api/trackers',
        { signal },
      )
    ).trackers,
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
