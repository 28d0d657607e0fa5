import { createHmac } from 'node:crypto'
import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import type { Database } from '../../ledger/index.ts'
import { insertsOf, listOf, run, runAtOnce, type Statement } from '../../ledger/statements.ts'
import { deriveKey, type MasterKey } from '../vault/index.ts'
import { hashOfStored, readStored, type StoredEvent, writeStored } from './stored-event.ts'

/** The table of audit events and the copies that indicators need. */
export interface AuditStore {
  /** All of them, with what else belongs into the same transaction; on the disk when it resolves. */
  insert(events: readonly StoredEvent[], more?: readonly Statement[]): Promise<void>
  /** Those of these that are still there, in their order. */
  find(ids: readonly string[]): Promise<readonly StoredEvent[]>
  /** The newest first, before the event of that id. */
  list(asked: Asked): Promise<readonly StoredEvent[]>
  /** The next ones after this id, oldest first. */
  after(id: string, count: number): Promise<readonly StoredEvent[]>
  /** Keeps copies beyond retention; answers the hash of each. Kept twice they are kept once. */
  keep(set: string, events: readonly StoredEvent[]): Promise<readonly string[]>
  /** The same for some that come later, as statements of another transaction. */
  copies(
    copies: readonly { readonly set: string; readonly idx: number; readonly event: StoredEvent }[],
  ): readonly Statement[]
  /** Of these events, those that are evidence, with the sets they are in. */
  setsOf(ids: readonly string[]): Promise<readonly { event: string; set: string }[]>
  evidence(set: string): Promise<readonly { hash: string; event: StoredEvent }[]>
  /** Sets after this one, in order. */
  evidenceSets(after: string, count: number): Promise<readonly string[]>
  release(set: string): Promise<void>
  /** Deletes what came in before this moment and what is more than so many; answers how many. */
  prune(before: number, most: number): Promise<number>
}

/** What of the table is looked for; moments are those of receipt, in milliseconds since 1970. */
export interface Asked {
  readonly kind?: string | undefined
  /** A device by its name as events tell it, in any case. */
  readonly source?: string | undefined
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly before?: string | undefined
  readonly count: number
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
  const sourceKey = keyedSources(deriveKey(master, 'audit-sources'))
  /** PostgreSQL takes many rows as one JSON text, where bytes are written in hex. */
  const cell = (content: Uint8Array): unknown =>
    engine === 'postgres' ? `\\x${Buffer.from(content).toString('hex')}` : content
  const open = ({ id, content }: Row) => readStored(key, id, new Uint8Array(content))
  const copies: AuditStore['copies'] = (list) =>
    insertsOf(
      engine,
      'audit_evidence',
      list.map(({ set, idx, event }) => ({
        evidence_set: set,
        idx,
        event: event.id,
        hash: hashOfStored(event),
        content: cell(writeStored(key, event, random)),
      })),
      'on conflict do nothing',
    )
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
    insert: async (events, more = []) => {
      const rows = events.map((event) => ({
        id: event.id,
        content: cell(writeStored(key, event, random)),
        kind: event.event.type,
        source_key: sourceKey(event.event.source),
      }))
      await runAtOnce(engine, writer, [...insertsOf(engine, 'audit_event', rows), ...more])
    },
    list: async ({ kind, source, from, until, before, count }) => {
      let query = reader.selectFrom('audit_event').select(['id', 'content'])
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (source !== undefined) query = query.where('source_key', '=', sourceKey(source))
      if (from !== undefined) query = query.where('id', '>=', startOf(from))
      if (until !== undefined) query = query.where('id', '<', startOf(until))
      if (before !== undefined) query = query.where('id', '<', before)
      const rows = await query.orderBy('id', 'desc').limit(count).execute()
      return rows.map(open)
    },
    setsOf: async (ids) => {
      if (ids.length === 0) return []
      const rows = await reader
        .selectFrom('audit_evidence')
        .select(['event', 'evidence_set'])
        .where('event', 'in', ids)
        .execute()
      return rows.map(({ event, evidence_set }) => ({ event, set: evidence_set }))
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
    keep: async (set, events) => {
      await runAtOnce(engine, writer, copies(events.map((event, idx) => ({ set, idx, event }))))
      return events.map(hashOfStored)
    },
    copies,
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

/** Names remembered with their keys: a log has the same few again and again. */
const remembered = 5_000

/** A device's name tells where it stands: only who has the key can look for it. */
const keyedSources = (key: Uint8Array): ((source: string) => string) => {
  const known = new Map<string, string>()
  return (source) => {
    const found = known.get(source)
    if (found !== undefined) return found
    if (known.size >= remembered) known.clear()
    const made = createHmac('sha256', key).update(source.trim().toLowerCase()).digest('hex')
    known.set(source, made.slice(0, 32))
    return made.slice(0, 32)
  }
}

const nothing = new Uint8Array(10)

/** The smallest id of this moment (milliseconds since 1970). */
const startOf = (moment: number): string => uuidv7(Math.max(0, moment), nothing)
