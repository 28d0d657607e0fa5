import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

/** What a document says of its own approval: by whom, on which calendar day, in which words and where. */
export const approvalView = z.object({
  by: z.string(),
  on: z.string(),
  quote: z.string(),
  passage: z.number().nullable(),
  page: z.number().nullable(),
  heading: z.string(),
})
export type SaidOfApproval = z.output<typeof approvalView>

const approvals = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      humanId: z.string(),
      title: z.string(),
      recordVersion: z.number(),
      version: z.string(),
      revision: z.string(),
      proposal: approvalView,
    }),
  ),
  next: z.string().nullable(),
})
export type ApprovalToConfirm = z.output<typeof approvals>['items'][number]

/** Documents that say themselves that they were approved: the first hundred, by title. */
export const approvalsQuery = queryOptions({
  queryKey: ['records', 'documents', 'approvals'],
  queryFn: ({ signal }) => request(approvals, '/api/library/approvals', { signal }),
})
