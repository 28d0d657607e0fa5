import { z } from 'zod'
import { line } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'

/** The row that a record was imported from, as it was, and the file by its hash. */
export const importedRow = z.strictObject({
  file: z.strictObject({
    name: z.string().min(1).max(limits.file.nameLength),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** As a spreadsheet program or an editor counts it. */
  row: z.number().int().min(1),
  cells: z
    .array(z.strictObject({ column: line, value: z.string().max(limits.tables.cell) }))
    .max(limits.tables.columns),
})
export type ImportedRow = z.output<typeof importedRow>
