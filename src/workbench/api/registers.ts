import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { riskMatrixSchema } from '../../kernel/risk-matrix.ts'
import { request } from './request.ts'

/** The maker's risk matrix; it changes only when the server is started again. */
export const riskMatrixQuery = queryOptions({
  queryKey: ['risk-matrix'],
  queryFn: ({ signal }) =>
    request(z.object({ matrix: riskMatrixSchema }), '/api/risk-matrix', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

const line = z.object({
  row: z.number(),
  outcome: z.enum(['new', 'changed', 'same']),
  record: z.string(),
  title: z.string(),
  note: z.string(),
})
const importedSchema = z.object({
  imported: z.boolean(),
  counts: z.object({ new: z.number(), changed: z.number(), same: z.number() }),
  rows: z.array(line),
  problems: z.array(z.object({ row: z.number(), column: z.string(), message: z.string() })),
  notRead: z.array(z.string()),
})
export type ImportedFile = z.output<typeof importedSchema>

/** Sends a file to the import of a collection; a dry run answers what would happen. */
export const importFile = (
  collection: 'risks' | 'cases',
  file: File,
  asked: { readonly dryRun: boolean; readonly system: string },
): Promise<ImportedFile> => {
  const query = new URLSearchParams({
    name: file.name,
    'dry-run': asked.dryRun ? 'yes' : 'no',
    ...(asked.system === '' ? {} : { system: asked.system }),
  })
  return request(importedSchema, `/api/${collection}/import?${query}`, {
    method: 'POST',
    bytes: file,
  })
}
