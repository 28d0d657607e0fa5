import { infiniteQueryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const files = z.object({
  items: z.array(
    z.object({ path: z.string(), document: z.string().nullable(), reason: z.string() }),
  ),
  next: z.string().nullable(),
})

/** Files of a source by what became of them at its last look. */
export const sourceFilesQuery = (
  id: string,
  standing: 'unread' | 'left-out' | 'gone',
  version: number,
) =>
  infiniteQueryOptions({
    queryKey: ['records', 'sources', 'files', id, standing, version],
    queryFn: ({ pageParam, signal }) =>
      request(
        files,
        `/api/sources/${encodeURIComponent(id)}/files?${new URLSearchParams({ standing, after: pageParam })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
