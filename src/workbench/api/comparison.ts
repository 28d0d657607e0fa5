import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { z } from 'zod'
import { type Change, changes } from './changes.ts'
import { request } from './request.ts'

const statement = z.object({
  index: z.number(),
  kind: z.string(),
  text: z.string(),
  location: z.object({
    page: z.number().optional(),
    line: z.number().optional(),
    headings: z.array(z.string()).default([]),
  }),
})
export type ComparedStatement = z.output<typeof statement>

const revision = z.object({
  version: z.string(),
  revision: z.string(),
  outcome: z.string().nullable(),
  reason: z.string(),
})

const difference = z.object({
  change: z.enum(changes),
  moved: z.boolean(),
  how: z.enum(['reworded', 'otherwise']).nullable(),
  before: z.array(statement),
  after: z.array(statement),
  words: z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() })),
})
export type Difference = z.output<typeof difference>

const page = z.object({
  from: revision,
  to: revision,
  counts: z.object({
    added: z.number(),
    removed: z.number(),
    changed: z.number(),
    moved: z.number(),
    same: z.number(),
  }),
  items: z.array(difference),
  next: z.number().nullable(),
})

const atOnce = '100'

/** What differs between two revisions of a document, in reading order, page by page. */
export const comparisonQuery = (
  document: string,
  {
    from,
    to,
    only,
  }: { readonly from: string; readonly to: string; readonly only?: Change | undefined },
) =>
  infiniteQueryOptions({
    queryKey: ['comparison', document, from, to, only ?? ''],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ from, to, limit: atOnce, cursor: String(pageParam) })
      if (only !== undefined) query.set('only', only)
      return request(page, `/api/documents/${encodeURIComponent(document)}/comparison?${query}`, {
        signal,
      })
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // What was read of a file does not change.
    staleTime: 300_000,
  })
