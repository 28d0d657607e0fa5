import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../database.ts'

/** Tables that may only ever grow: nobody, the server included, changes or removes a row. */
const appendOnly = ['event', 'leaf', 'checkpoint'] as const

/** Events, the state beside them, facets, full text, and the Merkle tree over the events. */
export const facts = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    const bytes = engine === 'sqlite' ? sql`blob` : sql`bytea`
    let event = database.schema.createTable('event')
    event =
      engine === 'sqlite'
        ? event.addColumn('position', 'integer', (c) => c.primaryKey().autoIncrement())
        : event
            .addColumn('position', 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity())
            // The sequencer may only take events of transactions that no running one precedes.
            .addColumn('tx', sql`xid8`, (c) => c.notNull().defaultTo(sql`pg_current_xact_id()`))
    await event
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('stream', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('schema', 'integer', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('on_behalf', 'text')
      .addColumn('request_id', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('signature', 'text')
      .addUniqueConstraint('event_stream_version', ['stream', 'version'])
      .execute()

    await database.schema
      .createTable('stream')
      .addColumn('stream', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('human_id', 'text', (c) => c.notNull().unique())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('severity', 'integer', (c) => c.notNull())
      .addColumn('owner', 'text')
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('restricted', 'integer', (c) => c.notNull())
      .execute()
    for (const column of ['updated_at', 'opened_at', 'severity', 'due_at', 'title']) {
      await database.schema
        .createIndex(`stream_kind_${column}`)
        .on('stream')
        .columns(['kind', column, 'stream'])
        .execute()
      await database.schema
        .createIndex(`stream_kind_status_${column}`)
        .on('stream')
        .columns(['kind', 'status', column, 'stream'])
        .execute()
    }

    await database.schema
      .createTable('facet')
      .addColumn('stream', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('facet_key', ['stream', 'name', 'value'])
      .execute()
    await database.schema
      .createIndex('facet_lookup')
      .on('facet')
      .columns(['kind', 'name', 'value', 'stream'])
      .execute()

    await database.schema
      .createTable('command_key')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('stream', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('event_ids', 'text', (c) => c.notNull())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute()

    await database.schema
      .createTable('leaf')
      .addColumn('idx', 'bigint', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().unique())
      .addColumn('hash', bytes, (c) => c.notNull())
      .execute()
    await database.schema
      .createTable('tile')
      .addColumn('level', 'integer', (c) => c.notNull())
      .addColumn('idx', 'bigint', (c) => c.notNull())
      .addColumn('hashes', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('tile_key', ['level', 'idx'])
      .execute()
    await database.schema
      .createTable('checkpoint')
      .addColumn('size', 'bigint', (c) => c.primaryKey())
      .addColumn('previous', 'bigint', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('seal', bytes, (c) => c.notNull())
      .execute()

    await createSearch(database, engine)
    if (engine === 'postgres') {
      await sql`create index event_tx on event (tx, position)`.execute(database)
      await sql`create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'a fact cannot be changed or removed'; end $$`.execute(
        database,
      )
    }
    for (const table of appendOnly) await refuseChanges(database, engine, table)
  },
})

// PostgreSQL's parser would read RPT-2026-0007 as a word and two negative numbers, and addresses and
// versions as one word each; the search asks for letters and digits only, so only they are indexed.
const marks = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

/** The text of each record, and an index over it that the engine keeps in step by itself. */
const createSearch = async (database: Kysely<unknown>, engine: Engine) => {
  let entry = database.schema.createTable('search_entry')
  entry =
    engine === 'sqlite'
      ? entry.addColumn('id', 'integer', (c) => c.primaryKey())
      : entry.addColumn('words', sql`tsvector`, (c) =>
          c
            .generatedAlwaysAs(
              sql`to_tsvector('simple', translate(text, ${sql.lit(marks)}, ${sql.lit(' '.repeat(marks.length))}))`,
            )
            .stored(),
        )
  await entry
    .addColumn('stream', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute()
  if (engine === 'postgres') {
    await sql`create index search_words on search_entry using gin (words)`.execute(database)
    return
  }
  await sql`create virtual table search using fts5(text, content = 'search_entry', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')`.execute(
    database,
  )
  const remove = sql`insert into search (search, rowid, text) values ('delete', old.id, old.text)`
  const add = sql`insert into search (rowid, text) values (new.id, new.text)`
  await sql`create trigger search_added after insert on search_entry begin ${add}; end`.execute(
    database,
  )
  await sql`create trigger search_removed after delete on search_entry begin ${remove}; end`.execute(
    database,
  )
  await sql`create trigger search_changed after update on search_entry begin ${remove}; ${add}; end`.execute(
    database,
  )
}

const refuseChanges = async (database: Kysely<unknown>, engine: Engine, table: string) => {
  if (engine === 'postgres') {
    await sql`create trigger ${sql.id(`${table}_is_append_only`)} before update or delete on ${sql.table(table)} for each row execute function refuse_change()`.execute(
      database,
    )
    await sql`create trigger ${sql.id(`${table}_is_never_emptied`)} before truncate on ${sql.table(table)} for each statement execute function refuse_change()`.execute(
      database,
    )
    return
  }
  await sql`create trigger ${sql.id(`${table}_is_not_updated`)} before update on ${sql.table(table)} begin select raise(abort, 'a fact cannot be changed or removed'); end`.execute(
    database,
  )
  await sql`create trigger ${sql.id(`${table}_is_not_deleted`)} before delete on ${sql.table(table)} begin select raise(abort, 'a fact cannot be changed or removed'); end`.execute(
    database,
  )
}
