import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

const placed = z.object({
  index: z.number(),
  text: z.string(),
  location: z.object({
    page: z.number().optional(),
    line: z.number().optional(),
    headings: z.array(z.string()).default([]),
    /** In points, from the top left of its page. */
    box: box.optional().catch(undefined),
  }),
})
/** Where a passage stands in the revision that is shown. */
export type Placed = z.output<typeof placed>

const mark = z.object({
  id: z.string(),
  is: z.enum(['undecided', 'dismissed', 'false', 'defect']),
  record: z.string(),
  humanId: z.string(),
  title: z.string(),
  status: z.string(),
  candidate: z.string().optional(),
  reason: z.string().optional(),
  confidence: z.number().optional(),
  case: z.string().optional(),
  defect: z.string().optional(),
  quote: z.string(),
  location: z.string(),
  citedIn: z.string(),
  statement: placed.nullable(),
  reworded: z.boolean().default(false),
})
export type Mark = z.output<typeof mark>

const margin = z.object({
  version: z.string(),
  revision: z.string(),
  marks: z.array(mark),
  at: placed.nullable(),
})

const addressOf = (
  document: string,
  what: 'original' | 'page' | 'margin',
  query: Readonly<Record<string, string | undefined>>,
): string => {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') asked.set(name, value)
  return `/api/documents/${encodeURIComponent(document)}/${what}?${asked}`
}

export const originalAddress = (document: string, revision: string): string =>
  addressOf(document, 'original', { revision })

export const pageAddress = (document: string, revision: string): string =>
  addressOf(document, 'page', { revision })

/** What looks and defects say about a revision; refreshed with every command, as all records are. */
export const marginQuery = (document: string, revision: string, at: string | undefined) =>
  queryOptions({
    queryKey: ['records', 'documents', 'margin', document, revision, at ?? ''],
    queryFn: ({ signal }) =>
      request(margin, addressOf(document, 'margin', { revision, at }), { signal }),
    refetchInterval: 15_000,
  })
