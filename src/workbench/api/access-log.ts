import { infiniteQueryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const entry = z.object({
  id: z.string(),
  what: z.enum([
    'signed-in',
    'signed-out',
    'sign-in-failed',
    'confirmation-failed',
    'openpgp-key-made',
    'openpgp-key-taken-in',
  ]),
  person: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number(),
})
export type AccessEntry = z.output<typeof entry>

const page = z.object({ items: z.array(entry) })
/** As many as the server answers at once: fewer are the last. */
const pageSize = 500

export const accessLogQuery = infiniteQueryOptions({
  queryKey: ['access-log'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }) => request(page, `/api/access-log${pageParam}`, { signal }),
  getNextPageParam: ({ items }) => {
    const last = items.at(-1)
    return last === undefined || items.length < pageSize
      ? undefined
      : `?${new URLSearchParams({ before: last.lastAt, beforeId: last.id })}`
  },
})
