import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { Scope } from './clauses.ts'
import { request, requestFile } from './request.ts'

/** What a pack of verdicts is asked about; without a clause it has all of them. */
export interface PackQuestion extends Scope {
  readonly clause?: string | undefined
  /** Calendar day, like 2026-01-31; empty asks for no period. */
  readonly since: string
}

const contents = z.object({
  file: z.string(),
  verdicts: z.record(z.string(), z.number()),
  passages: z.number(),
  documents: z.number(),
  records: z.record(z.string(), z.number()),
})
export type PackContents = z.output<typeof contents>

const queryOf = ({ clause, product, revision, since }: PackQuestion): URLSearchParams => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ clause, product, revision, since }))
    if (value !== undefined && value !== '') query.set(name, value)
  return query
}

/** What a pack would hold now, or why it cannot be made. */
export const packContentsQuery = (question: PackQuestion) => {
  const query = queryOf(question).toString()
  return queryOptions({
    queryKey: ['records', 'audit-pack', query],
    queryFn: ({ signal }) => request(contents, `/api/audit-pack/contents?${query}`, { signal }),
    staleTime: 30_000,
    retry: false,
  })
}

/** Makes a pack and fetches it. Throws `ProblemError`. */
export const fetchPack = (
  question: PackQuestion,
  withFiles: boolean,
  options: Parameters<typeof requestFile>[1],
): Promise<Blob> => {
  const query = queryOf(question)
  if (withFiles) query.set('files', 'yes')
  return requestFile(`/api/audit-pack?${query}`, options)
}
