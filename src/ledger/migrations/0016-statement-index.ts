import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'

/**
 * The index by which statements are found that a fix made false: of each key, in which passages of a
 * block of documents it stands (decision 0043). Made again from the statements where it is missing.
 */
export const statementIndex = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    const bytes = engine === 'sqlite' ? sql`blob` : sql`bytea`
    // Bytes compare faster than the words of a language, and in the same order everywhere.
    const key = engine === 'sqlite' ? sql`text` : sql`text collate "C"`
    await database.schema
      .createTable('indexed_document')
      .addColumn('document', 'text', (c) => c.primaryKey())
      .addColumn('revision', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('block', 'integer', (c) => c.notNull())
      .addColumn('slot', 'integer', (c) => c.notNull())
      .addColumn('statements', 'integer', (c) => c.notNull())
      .addColumn('heads', 'text', (c) => c.notNull())
      .addUniqueConstraint('indexed_document_place', ['block', 'slot'])
      .execute()
    await database.schema
      .createTable('indexed_keys')
      .addColumn('document', 'text', (c) => c.primaryKey())
      .addColumn('keys', bytes, (c) => c.notNull())
      .execute()
    const posting = database.schema
      .createTable('posting')
      .addColumn('key', key, (c) => c.notNull())
      .addColumn('block', 'integer', (c) => c.notNull())
      .addColumn('positions', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('posting_key', ['key', 'block'])
    await (engine === 'sqlite' ? posting.modifyEnd(sql`without rowid`) : posting).execute()
  },
})
