import { describe } from 'vitest'
import { describeWith } from './needs.ts'
import { createDatabase } from './postgres.ts'

/** What a maker's server is told to keep its facts on this database. */
export interface DatabasePlace {
  readonly environment: Readonly<Record<string, string>>
  drop(): Promise<void>
}

/** The same suite on each database; on PostgreSQL it is skipped and counted where there is none. */
export const onDatabases = (
  name: string,
  suite: (openDatabase: () => Promise<DatabasePlace>) => void,
): void => {
  describe(`${name} (SQLite)`, () => suite(async () => ({ environment: {}, drop: async () => {} })))
  describeWith('postgres', `${name} (PostgreSQL)`, () =>
    suite(async () => {
      const { url, drop } = await createDatabase()
      return { environment: { DATABASE_URL: url }, drop }
    }),
  )
}
