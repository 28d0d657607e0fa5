import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What holds a reaction back, so that people see it. */
export const heldReactions: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema.alterTable('reaction').addColumn('held', 'text').execute()
  },
}
