import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { absentNeeds, type Need } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { isBuilt } from './server-process.ts'

/** Where a server keeps everything: its folder, and the settings that name its database. */
export interface Place {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** A suite that starts the compiled server, on each database; skipped and counted where it cannot. */
export const onEachDatabase = (
  name: string,
  body: (openPlace: () => Promise<Place>) => void,
): void => {
  describeBuilt([], `${name} (SQLite)`, () => body(onSqlite))
  describeBuilt(['postgres'], `${name} (PostgreSQL)`, () => body(onPostgres))
}

export const describeBuilt = (needs: readonly Need[], name: string, body: () => void): void => {
  const absent = [...absentNeeds(needs), ...(isBuilt() ? [] : ['the build (npm run build)'])]
  if (absent.length === 0) describe(name, body)
  else describe(name, { skip: true, meta: { absent } }, body)
}

const onSqlite = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'))
  return { folder, environment: {}, remove: () => rm(folder, { recursive: true, force: true }) }
}

const onPostgres = async (): Promise<Place> => {
  const [{ url, drop }, { folder, remove }] = [await createDatabase(), await onSqlite()]
  return {
    folder,
    environment: { DATABASE_URL: url },
    remove: async () => {
      await drop()
      await remove()
    },
  }
}
