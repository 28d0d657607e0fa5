import { randomUUID } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { privateFolder, syncFolder } from '../vault/index.ts'

/** How far a channel has read what waits outside; it survives a restart, and is no fact. */
export interface KeptPosition<Position> {
  /** Undefined where there is none that can be used: then the channel reads all of it again. */
  read(): Promise<Position | undefined>
  /** On the disk when this returns. */
  write(position: Position): Promise<void>
}

/** One small file for each channel, `<dataDir>/channels/<name>.json`. */
export const keptPosition = <Schema extends z.ZodType>(
  dataDir: string,
  channel: string,
  schema: Schema,
): KeptPosition<z.output<Schema>> => {
  const folder = join(dataDir, 'channels')
  const path = join(folder, `${encodeURIComponent(channel)}.json`)
  return {
    read: async () => {
      try {
        const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
        return parsed.success ? parsed.data : undefined
      } catch (cause) {
        // A file of half its length, or none: what came in before is known by its own keys.
        if (cause instanceof SyntaxError || isMissing(cause)) return undefined
        throw cause
      }
    },
    write: async (position) => {
      await privateFolder(folder)
      const draft = `${path}.${randomUUID()}`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify(position))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      await syncFolder(folder)
    },
  }
}

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
