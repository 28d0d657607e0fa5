import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How many records are in each status is asked with every list: counted within this index alone. */
export const counts: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`create index stream_shown on stream (kind, status) where restricted = 0`.execute(
      database,
    )
  },
}
