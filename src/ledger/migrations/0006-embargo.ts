import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Finds the few records that are not for everybody, those that hang on them, and who names a file. */
export const embargo: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const text of [
      'create index stream_restricted on stream (stream) where restricted = 1',
      "create index facet_hangs_on on facet (value, stream) where name = 'hangs-on'",
      "create index facet_file on facet (value, stream) where name = 'file'",
    ])
      await sql.raw(text).execute(database)
  },
}
