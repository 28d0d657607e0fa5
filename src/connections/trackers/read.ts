import type { z } from 'zod'
import { TrackerError } from './http.ts'

/** What a tracker answered, in the form that its documentation promises. */
export const readAnswer = <Schema extends z.ZodType>(
  system: string,
  schema: Schema,
  body: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.map(String).join('.') ?? ''
  throw new TrackerError(
    `${system} answered in a form we do not know${where === '' ? '' : ` (${where}: ${issue?.message})`}.`,
  )
}
