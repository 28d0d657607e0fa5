import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import type { Database } from '../../ledger/index.ts'
import { insertsOf, listOf, run, runAtOnce } from '../../ledger/statements.ts'
import { deriveKey, type MasterKey } from '../vault/index.ts'
import { hashOfStored, readStored, type StoredEvent, writeStored } from './stored-event.ts'

/** The table of audit events and the copies that indicators need. */
export interface AuditStore {
  /** All of them, on the disk when it resolves. */
  insert(events: readonly StoredEvent[]): Promise<void>
  /** Those of these that are still there, in their order. */
  find(ids: readonly string[]): Promise<readonly StoredEvent[]>
  /** The next ones after this id, oldest first. */
  after(id: string, count: number): Promise<readonly StoredEvent[]>
  newest(): Promise<string | undefined>
  /** Keeps copies beyond retention; answers the hash of each. */
  keep(set: string, events: readonly StoredEvent[]): Promise<readonly string[]>
  evidence(set: string): Promise<readonly { hash: string; event: StoredEvent }[]>
  /** Sets after this one, in order. */
  evidenceSets(after: string, count: number): Promise<readonly string[]>
  release(set: string): Promise<void>
  /** Deletes what came in before this moment and what is more than so many; answers how many. */
  prune(before: number, most: number): Promise<number>
}

interface Row {
  readonly id: string
  readonly content: Uint8Array
}

/** Rows deleted in one go, so that nothing else waits long. */
const slice = 5_000

export const createAuditStore = (
  { engine, reader, writer }: Database,
  master: MasterKey,
  random: RandomBytes,
): AuditStore => {
  const key = deriveKey(master, 'audit-events')
  /** PostgreSQL takes many rows as one JSON text, where bytes are written in hex. */
  const cell = (content: Uint8Array): unknown =>
    engine === 'postgres' ? `\\x${Buffer.from(content).toString('hex')}` : content
  const open = ({ id, content }: Row) => readStored(key, id, new Uint8Array(content))
  const deleteUpTo = async (id: string): Promise<number> => {
    let deleted = 0
    for (;;) {
      const { rows } = await run(
        writer,
        `delete from audit_event where id in (select id from audit_event where id < ${engine === 'postgres' ? '$1' : '?'} order by id limit ${slice}) returning 1`,
        [id],
      )
      deleted += rows.length
      if (rows.length < slice) return deleted
    }
  }
  return {
    insert: async (events) => {
      const rows = events.map((event) => ({
        id: event.id,
        content: cell(writeStored(key, event, random)),
      }))
      await runAtOnce(engine, writer, insertsOf(engine, 'audit_event', rows))
    },
    find: async (ids) => {
      const { rows } = await run(
        reader,
        engine === 'postgres'
          ? 'select id, content from audit_event where id = any($1)'
          : 'select id, content from audit_event where id in (select value from json_each(?))',
        [listOf(engine, ids)],
      )
      // The two columns asked for.
      const found = new Map((rows as Row[]).map((row) => [row.id, row]))
      return ids.flatMap((id) => {
        const row = found.get(id)
        return row === undefined ? [] : [open(row)]
      })
    },
    after: async (id, count) => {
      const rows = await reader
        .selectFrom('audit_event')
        .select(['id', 'content'])
        .where('id', '>', id)
        .orderBy('id')
        .limit(count)
        .execute()
      return rows.map(open)
    },
    newest: async () => {
      const row = await reader
        .selectFrom('audit_event')
        .select('id')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.id
    },
    keep: async (set, events) => {
      const rows = events.map((event, idx) => ({
        evidence_set: set,
        idx,
        event: event.id,
        hash: hashOfStored(event),
        content: cell(writeStored(key, event, random)),
      }))
      await runAtOnce(engine, writer, insertsOf(engine, 'audit_evidence', rows))
      return rows.map(({ hash }) => hash)
    },
    evidence: async (set) => {
      const rows = await reader
        .selectFrom('audit_evidence')
        .select(['event', 'hash', 'content'])
        .where('evidence_set', '=', set)
        .orderBy('idx')
        .limit(limits.auditEvents.evidence)
        .execute()
      return rows.map(({ event, hash, content }) => ({ hash, event: open({ id: event, content }) }))
    },
    evidenceSets: async (after, count) => {
      const rows = await reader
        .selectFrom('audit_evidence')
        .select('evidence_set')
        .distinct()
        .where('evidence_set', '>', after)
        .orderBy('evidence_set')
        .limit(count)
        .execute()
      return rows.map(({ evidence_set }) => evidence_set)
    },
    release: async (set) => {
      await writer.deleteFrom('audit_evidence').where('evidence_set', '=', set).execute()
    },
    prune: async (before, most) => {
      const old = await deleteUpTo(startOf(before))
      // Asked of the writer: on SQLite counting would hold up the thread that answers people.
      const beyond = await writer
        .selectFrom('audit_event')
        .select('id')
        .orderBy('id', 'desc')
        .offset(most - 1)
        .limit(1)
        .executeTakeFirst()
      return beyond === undefined ? old : old + (await deleteUpTo(beyond.id))
    },
  }
}

const nothing = new Uint8Array(10)

/** The smallest id of this moment (milliseconds since 1970). */
export const startOf = (moment: number): string => uuidv7(Math.max(0, moment), nothing)
