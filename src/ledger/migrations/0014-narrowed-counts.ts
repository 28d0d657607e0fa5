import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Counts of severe or overdue records, or of those with a facet, stay within the index, too. */
export const narrowedCounts: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`drop index stream_shown`.execute(database)
    await sql`create index stream_shown on stream (kind, status, severity, due_at, stream) where restricted = 0`.execute(
      database,
    )
  },
}
