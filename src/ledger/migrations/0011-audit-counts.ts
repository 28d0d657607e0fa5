import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'

/**
 * What rules have counted and which windows are open, so that processes and restarts count together;
 * by what audit events are looked up; and the tokens of devices (decision 0032).
 */
export const auditCounts = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    const bytes = engine === 'sqlite' ? sql`blob` : sql`bytea`
    await database.schema
      .createTable('audit_cause')
      .addColumn('cause', 'text', (c) => c.primaryKey())
      // Who counted from another version than this writes null, and so nothing at all.
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('touched', 'text', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .execute()
    await database.schema
      .createIndex('audit_cause_touched')
      .on('audit_cause')
      .column('touched')
      .execute()
    await database.schema
      .createTable('audit_window')
      .addColumn('evidence_set', 'text', (c) => c.primaryKey())
      .addColumn('due', 'text', (c) => c.notNull())
      .addColumn('content', bytes, (c) => c.notNull())
      .execute()
    await database.schema.createIndex('audit_window_due').on('audit_window').column('due').execute()
    await database.schema
      .createIndex('audit_evidence_event')
      .on('audit_evidence')
      .column('event')
      .execute()
    for (const column of ['kind', 'source_key'])
      await database.schema.alterTable('audit_event').addColumn(column, 'text').execute()
    await database.schema
      .createIndex('audit_event_kind')
      .on('audit_event')
      .columns(['kind', 'id'])
      .execute()
    await database.schema
      .createIndex('audit_event_source')
      .on('audit_event')
      .columns(['source_key', 'id'])
      .execute()
    await database.schema
      .createTable('device_token')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('device', 'text', (c) => c.notNull().unique())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .execute()
  },
})
