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
})

const word = z.object({
  humanId: z.string(),
  verdict: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  holds: z.boolean(),
})
const ownDuty = z.object({
  clause: z.string(),
  id: z.string(),
  title: z.string(),
  duty: z.string(),
  word: word.nullable(),
})
export type OwnDuty = z.output<typeof ownDuty>

/** What the maker added, with the last word on each. Under the key of all records: a word changes it. */
export const ownDutiesQuery = (product: string | undefined) =>
  queryOptions({
    queryKey: ['records', 'findings', 'own-duties', product ?? ''],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ duties: z.array(ownDuty) }),
          `/api/catalogue/own-duties${product === undefined ? '' : `?${new URLSearchParams({ product })}`}`,
          { signal },
        )
      ).duties,
    retry: false,
    staleTime: 30_000,
  })

/** The clauses by number and title, with what the maker added. Refused where its own files are wrong. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => request(catalogue, '/api/catalogue', { signal }),
  retry: false,
  staleTime: 60_000,
})
