import { infiniteQueryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { auditEventView } from './evidence.ts'
import { request } from './request.ts'

const found = auditEventView.extend({ id: z.string(), indicators: z.array(z.string()) })
export type FoundEvent = z.output<typeof found>

const page = z.object({ keepDays: z.number(), atMost: z.number(), items: z.array(found) })
/** Fewer are the last. */
const pageSize = 100

/** What is looked for; moments in ISO 8601. */
export interface EventSearch {
  readonly kind?: string | undefined
  readonly source?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export const auditEventsQuery = (search: EventSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit-events', search],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const asked = Object.entries({ ...search, before: pageParam }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
      )
      const query = new URLSearchParams([...asked, ['limit', String(pageSize)]])
      return request(page, `/api/audit-events?${query}`, { signal })
    },
    getNextPageParam: ({ items }) => (items.length < pageSize ? undefined : items.at(-1)?.id),
  })

const raised = z.object({ id: z.string(), humanId: z.string() })

export const raiseByHand = (input: {
  readonly events: readonly string[]
  readonly title: string
  readonly note: string
}): Promise<z.output<typeof raised>> =>
  request(raised, '/api/audit-events/indicator', { method: 'POST', json: input })

const madeToken = z.object({ token: z.string(), expiresAt: z.string() })

export const deviceToken = (device: string): Promise<z.output<typeof madeToken>> =>
  request(madeToken, `/api/devices/${encodeURIComponent(device)}/token`, {
    method: 'POST',
    json: {},
  })
