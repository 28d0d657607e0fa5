import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Secret } from '../../kernel/secret.ts'

export { type Secret, secretSchema } from '../../kernel/secret.ts'

/**
 * The secret itself, without the line end of its file; a relative path counts from the data folder.
 * Throws with what to do where it is not there: the channel that needs it then does not open.
 */
export const readSecret = async (secret: Secret, dataDir: string): Promise<string> => {
  if ('file' in secret)
    return (await readFile(resolve(dataDir, secret.file), 'utf8')).replace(/\r?\n$/, '')
  const value = process.env[secret.env]
  if (value === undefined || value === '')
    throw new Error(`The environment variable ${secret.env} is not set. The settings name it.`)
  return value
}
