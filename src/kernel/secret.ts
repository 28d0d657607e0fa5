import { z } from 'zod'

/** Where a secret stands: the name of an environment variable, or a file that only we can read. */
export const secretSchema = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }),
  z.strictObject({ file: z.string().min(1) }),
])
export type Secret = z.output<typeof secretSchema>
