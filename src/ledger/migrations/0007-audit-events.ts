import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'

/**
 * Audit events of devices: many, with retention, never facts (decision 0024). What raised something
 * is copied to the evidence, which stays for as long as an indicator needs it.
 */
export const auditEvents = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    const bytes = engine === 'sqlite' ? sql`blob` : sql`bytea`
    await database.schema
      .createTable('audit_event')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('content', bytes, (c) => c.notNull())
      .execute()
    await database.schema
      .createTable('audit_evidence')
      .addColumn('evidence_set', 'text', (c) => c.notNull())
      .addColumn('idx', 'integer', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('content', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_evidence_key', ['evidence_set', 'idx'])
      .execute()
  },
})
