import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'

/**
 * What reports are found alike by leaves the facets, where it cost each of them a dozen index entries
 * while its sender waited, for a table that a reaction fills (decision 0030).
 */
export const reportSketches = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    const table = database.schema
      .createTable('report_sketch')
      .addColumn('stream', 'text', (c) => c.primaryKey())
      .addColumn('sketch', 'text', (c) => c.notNull())
    await (engine === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table).execute()
    await sql`delete from facet where kind = 'report' and name = 'like'`.execute(database)
  },
})
