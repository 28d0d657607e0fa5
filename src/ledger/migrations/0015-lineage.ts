import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The same statement has the same lineage in each revision of its document (decision 0042). Rows from
 * before have an empty one until a reaction has gone through them; the index holds those alone.
 */
export const lineage: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .alterTable('statement')
      .addColumn('lineage', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await sql`create index statement_not_followed on statement (document) where lineage = ''`.execute(
      database,
    )
  },
}
