import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who signed in and out and who failed to: bounded, beside the facts (decision 0021). */
export const accessLog = (): Migration => ({
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .createTable('access_entry')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('person', 'text')
      .addColumn('first_at', 'text', (c) => c.notNull())
      .addColumn('last_at', 'text', (c) => c.notNull())
      .addColumn('times', 'integer', (c) => c.notNull())
      .execute()
    await database.schema
      .createIndex('access_entry_last')
      .on('access_entry')
      .columns(['last_at', 'id'])
      .execute()
  },
})
