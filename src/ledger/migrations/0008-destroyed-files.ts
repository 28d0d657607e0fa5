import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Files whose bytes were destroyed: hash, when, why, and what stands in their place. */
export const destroyedFiles: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .createTable('destroyed_file')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('replaced_by', 'text')
      .execute()
  },
}
