import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What witnesses said of checkpoints. */
export const cosignatures: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .createTable('cosignature')
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('key_id', 'text', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull())
      .addColumn('time', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('cosignature_key', ['size', 'name', 'key_id'])
      .execute()
  },
}
