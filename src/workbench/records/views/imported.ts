import { z } from 'zod'

/** Where a record was imported from. */
export const importedView = z.object({
  file: z.object({ name: z.string(), sha256: z.string() }),
  row: z.number(),
  cells: z.array(z.object({ column: z.string(), value: z.string() })),
  by: z.string(),
  at: z.string(),
})
export type ImportedView = z.output<typeof importedView>
