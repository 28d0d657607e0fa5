import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The products that a token is limited to, as a JSON list; those of before are not limited. */
export const tokenProducts: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .alterTable('access_token')
      .addColumn('products', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute()
  },
}
