import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const closureCheck = z.object({
  constraint: z.string(),
  what: z.string(),
  done: z.boolean(),
  missing: z.string(),
  command: z.string().nullable(),
  recorded: z.string(),
  by: z.array(z.object({ by: z.string(), at: z.string(), signedBy: z.string().nullable() })),
  notFor: z.string().nullable(),
  notAsked: z.string().nullable(),
})
/** One thing that the closure of a case asks for, as the server checks it. */
export type ClosureCheck = z.output<typeof closureCheck>

/** Under the key of all records: a command on any of them may change what is missing. */
export const closureQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'cases', 'closure', id],
    queryFn: async ({ signal }) =>
      (
        await request(
          z.object({ items: z.array(closureCheck) }),
          `/api/cases/${encodeURIComponent(id)}/closure`,
          { signal },
        )
      ).items,
  })
