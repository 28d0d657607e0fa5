import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const location = z.object({
  page: z.number().optional(),
  line: z.number().optional(),
  headings: z.array(z.string()).default([]),
})

const statement = z.object({ index: z.number(), kind: z.string(), text: z.string(), location })
export type Statement = z.output<typeof statement>

/** What the server read of a document's revision (its version, or the hash of its file). */
export const statementsQuery = (document: string, revision: string) =>
  queryOptions({
    queryKey: ['statements', document, revision],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ items: z.array(statement) }),
          `/api/documents/${encodeURIComponent(document)}/statements?${new URLSearchParams({ revision })}`,
          { signal },
        )
      ).items,
    // What was read of one file does not change.
    staleTime: 300_000,
  })
