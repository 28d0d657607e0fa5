import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const location = z.object({
  page: z.number().optional(),
  line: z.number().optional(),
  headings: z.array(z.string()).default([]),
})

const statement = z.object({ index: z.number(), kind: z.string(), text: z.string(), location })
export type Statement = z.output<typeof statement>

/** What the server read of a document's revision (its version, or the hash of its file). */
export const statementsQuery = (document: string, revision: string) =>
  queryOptions({
    queryKey: ['statements', document, revision],
    queryFn: ({ signal }) => allOf(document, revision, signal),
    // What was read of one file does not change.
    staleTime: 300_000,
  })

const page = z.object({ items: z.array(statement), next: z.number().nullable() })

/** A long list of parameters comes in several pages; whoever reads it sees all of it. */
const allOf = async (
  document: string,
  revision: string,
  signal: AbortSignal,
): Promise<readonly Statement[]> => {
  const all: Statement[] = []
  for (let after: number | null = -1; after !== null; ) {
    const query = new URLSearchParams({ revision, after: String(after) })
    const address = `/api/documents/${encodeURIComponent(document)}/statements?${query}`
    const { items, next }: z.output<typeof page> = await request(page, address, { signal })
    all.push(...items)
    after = next
  }
  return all
}
