import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const due = z.object({
  every: z.string(),
  last: z.object({ humanId: z.string(), heldAt: z.string() }).nullable(),
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
})

/** When open issues have to be reviewed again. */
export const openReviewDueQuery = queryOptions({
  queryKey: ['records', 'open-reviews', 'due'],
  queryFn: ({ signal }) => request(due, '/api/open-reviews/due', { signal }),
})
