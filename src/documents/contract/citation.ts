import { z } from 'zod'
import { line, recordId } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'

/** A passage as it was cited: where it stood and what it said. */
export const citation = z.strictObject({
  document: recordId,
  revision: line,
  quote: z.string().max(limits.text.paragraph),
  location: line.default(''),
})
export type Citation = z.output<typeof citation>
