import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const answer = z.object({
  asked: z.string(),
  from: z.enum(['ours', 'theirs']),
  links: z.array(
    z.object({
      ours: z.string(),
      title: z.string(),
      standard: z.string(),
      clause: z.string(),
      theirTitle: z.string(),
      bears: z.string(),
      reason: z.string(),
      fit: z.string(),
    }),
  ),
})
export type CrosswalkLink = z.output<typeof answer>['links'][number]

/** What a clause maps to, or what a clause of another standard maps back to. */
export const crosswalkQuery = (of: string) =>
  queryOptions({
    queryKey: ['crosswalk', of],
    queryFn: ({ signal }) =>
      request(answer, `/api/catalogue/crosswalk?${new URLSearchParams({ of })}`, { signal }),
    // What nobody knows stays unknown: asking again says the same.
    retry: false,
  })
