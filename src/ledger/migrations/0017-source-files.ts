import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Reference data: what each source of the library has, as it was found last. With it a file that did
 * not change is not read again; without it the next look reads all of them once and makes it anew.
 */
export const sourceFiles: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema
      .createTable('source_file')
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('file', 'text', (c) => c.notNull())
      .addColumn('path', 'text', (c) => c.notNull())
      .addColumn('mark', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint')
      .addColumn('changed', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .addColumn('standing', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('source_file_key', ['source', 'file'])
      .execute()
    await database.schema
      .createIndex('source_file_standing')
      .on('source_file')
      .columns(['source', 'standing', 'path'])
      .execute()
  },
}
