import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const thirdParties = z.object({
  suggested: z.array(z.object({ component: z.string(), owner: z.string(), contact: z.string() })),
  coordinators: z.array(z.object({ name: z.string(), contact: z.string(), for: z.string() })),
  drafts: z.array(z.object({ party: z.string(), text: z.string() })),
})

/** Whom a case may have to tell, and the notices it drafts; anew with each version of the case. */
export const thirdPartiesQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['third-parties', id, version],
    queryFn: ({ signal }) =>
      request(thirdParties, `/api/cases/${encodeURIComponent(id)}/third-parties`, { signal }),
  })
