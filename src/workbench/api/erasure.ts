import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { leftToPeople } from '../../server/erasure/contract.ts'
import { request } from './request.ts'

const reach = leftToPeople.extend({
  reports: z.array(z.object({ record: z.string(), reference: z.string() })),
  destroys: z.number(),
  keeps: z.number(),
})

/** What erasing the person behind a report reaches by itself, and what somebody must look at. */
export const erasureReachQuery = (report: string) =>
  queryOptions({
    queryKey: ['records', 'reports', 'erasure', report],
    queryFn: ({ signal }) =>
      request(reach, `/api/reports/${encodeURIComponent(report)}/erasure`, { signal }),
  })
