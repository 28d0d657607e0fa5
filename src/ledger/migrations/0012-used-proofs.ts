import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Proofs of work that were shown, until they run out: none counts twice, whichever process it meets. */
export const usedProofs: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .createTable('used_proof')
      .addColumn('proof', 'text', (c) => c.primaryKey())
      .addColumn('until', 'text', (c) => c.notNull())
      .execute()
    await database.schema.createIndex('used_proof_until').on('used_proof').column('until').execute()
  },
}
