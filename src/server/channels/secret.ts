import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'

/** Where a secret stands: the name of an environment variable, or a file that only we can read. */
export const secretSchema = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }),
  z.strictObject({ file: z.string().min(1) }),
])
export type Secret = z.output<typeof secretSchema>

/**
 * The secret itself, without the line end of its file; a relative path counts from the data folder.
 * Throws with what to do where it is not there: the channel that needs it then does not open.
 */
export const readSecret = async (secret: Secret, dataDir: string): Promise<string> => {
  if ('file' in secret)
    return (await readFile(resolve(dataDir, secret.file), 'utf8')).replace(/\r?\n$/, '')
  const value = process.env[secret.env]
  if (value === undefined || value === '')
    throw new Error(`The environment variable ${secret.env} is not set. channels.yaml names it.`)
  return value
}
