import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { roles } from '../../kernel/roles.ts'
import { createPrivateFile } from '../vault/index.ts'

/** What only a demo keeps: the secrets of its people, so that they can be shown at each start. */
const savedSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      login: z.string(),
      name: z.string(),
      roles: z.array(z.enum(roles)).readonly(),
      secret: z.string(),
    }),
  ),
  reporterToken: z.string(),
})
export type Saved = z.output<typeof savedSchema>

const fileIn = (dataDir: string): string => join(dataDir, 'demo.json')

/** Undefined where the folder holds no finished demo. */
export const readSaved = async (dataDir: string): Promise<Saved | undefined> => {
  try {
    return savedSchema.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

/** Written last: a folder with this file was filled to the end. */
export const writeSaved = (dataDir: string, saved: Saved): Promise<void> =>
  createPrivateFile(fileIn(dataDir), `${JSON.stringify(saved, undefined, 2)}\n`)
