import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const catalogue = z.object({
  clauses: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      constraints: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  ),
  neighbours: z.object({
    clauses: z.array(
      z.object({ id: z.string(), title: z.string(), coveredBy: z.string().optional() }),
    ),
  }),
  own: z.object({
    duties: z.array(
      z.object({ clause: z.string(), id: z.string(), title: z.string(), duty: z.string() }),
    ),
  }),
})
export type Catalogue = z.output<typeof catalogue>

/** The clauses by number and title, with what the maker added. Refused where its own files are wrong. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => request(catalogue, '/api/catalogue', { signal }),
  retry: false,
  staleTime: 60_000,
})
