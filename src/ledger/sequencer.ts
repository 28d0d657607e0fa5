import { type Kysely, sql } from 'kysely'
import type { Clock, Sha256 } from '../kernel/ports.ts'
import { instantOf } from '../kernel/time.ts'
import type { Database } from './database.ts'
import { eventColumns, eventOfRow, leafEntry } from './stored.ts'
import type { Tables } from './tables.ts'
import {
  appendLeaves,
  emptyEdge,
  readEdge,
  rootOfEdge,
  type TileReader,
  type TreeEdge,
} from './tree.ts'
import { formatCheckpoint } from './verify/checkpoint.ts'
import { leafHash } from './verify/merkle.ts'
import { formatNote, type NoteSigner, signNote } from './verify/note.ts'

export interface SequencerParts {
  readonly database: Database
  readonly sha256: Sha256
  readonly signer: NoteSigner
  readonly clock: Clock
}

const batchSize = 2_000
/** Any constant does: it names the one lock that sequencers of this database share. */
const advisoryLock = 7_431_980

/**
 * Takes committed events into the tree, in an order that never changes, and signs a checkpoint
 * after each batch. Answers how many it took; 0 where there was nothing, or another process is at it.
 */
export const sequence = async (parts: SequencerParts): Promise<number> => {
  let taken = 0
  for (;;) {
    const batch = await sequenceBatch(parts)
    taken += batch
    if (batch < batchSize) return taken
  }
}

const sequenceBatch = async (parts: SequencerParts): Promise<number> => {
  const { database } = parts
  if (database.engine === 'postgres')
    return database.writer.transaction().execute(async (transaction) => {
      const { rows } = await sql<{
        locked: boolean
      }>`select pg_try_advisory_xact_lock(${advisoryLock}) as locked`.execute(transaction)
      return rows[0]?.locked === true ? takeIn(parts, transaction) : 0
    })
  return database.writer.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection)
    try {
      const taken = await takeIn(parts, connection)
      await sql`commit`.execute(connection)
      return taken
    } catch (cause) {
      await sql`rollback`.execute(connection)
      throw cause
    }
  })
}

const takeIn = async (parts: SequencerParts, connection: Kysely<Tables>): Promise<number> => {
  const { database, sha256, signer, clock } = parts
  const rows = await nextEvents(database, connection)
  if (rows.length === 0) return 0
  const before = await edgeOf(connection)
  const leaves = rows.map((row, offset) => ({
    idx: before.size + offset,
    event_id: row.id,
    hash: leafHash(sha256, leafEntry(eventOfRow(row))),
  }))
  for (let from = 0; from < leaves.length; from += 500)
    await connection
      .insertInto('leaf')
      .values(leaves.slice(from, from + 500))
      .execute()
  const { edge, writes } = appendLeaves(
    sha256,
    before,
    leaves.map(({ hash }) => hash),
  )
  for (const { level, index, hashes } of writes)
    await connection
      .insertInto('tile')
      .values({ level, idx: index, hashes: Buffer.from(hashes) })
      .onConflict((on) => on.columns(['level', 'idx']).doUpdateSet({ hashes: Buffer.from(hashes) }))
      .execute()
  const text = formatCheckpoint({
    origin: signer.key.name,
    size: edge.size,
    rootHash: rootOfEdge(sha256, edge),
    extensions: [],
  })
  const note = formatNote({ text, signatures: [signNote(text, signer)] })
  await connection
    .insertInto('checkpoint')
    .values({ size: edge.size, note, at: instantOf(clock()) })
    .execute()
  return rows.length
}

/**
 * SQLite: one writer, so the order of insertion is the order of commits. PostgreSQL: an event may
 * be taken once no running transaction is older than its own; later ones can only sort after it.
 */
const nextEvents = async ({ engine }: Database, connection: Kysely<Tables>) => {
  const columns = sql.join(eventColumns.map((name) => sql.ref(`event.${name}`)))
  const { rows } =
    engine === 'sqlite'
      ? await sql<EventRow>`select ${columns} from event where position > coalesce((select position from event where id = (select event_id from leaf order by idx desc limit 1)), 0) order by position limit ${batchSize}`.execute(
          connection,
        )
      : await sql<EventRow>`with last as (select tx, position from event where id = (select event_id from leaf order by idx desc limit 1)) select ${columns} from event where tx < pg_snapshot_xmin(pg_current_snapshot()) and (not exists (select 1 from last) or (tx, position) > (select tx, position from last)) order by tx, position limit ${batchSize}`.execute(
          connection,
        )
  return rows
}

type EventRow = Parameters<typeof eventOfRow>[0]

const edgeOf = async (connection: Kysely<Tables>): Promise<TreeEdge> => {
  const last = await connection
    .selectFrom('leaf')
    .select('idx')
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last === undefined ? emptyEdge : readEdge(tileReader(connection), Number(last.idx) + 1)
}

/** Reads the tree's tiles from their table; a tile that is not there reads as empty. */
export const tileReader =
  (connection: Kysely<Tables>): TileReader =>
  async (level, index) => {
    const row = await connection
      .selectFrom('tile')
      .select('hashes')
      .where('level', '=', level)
      .where('idx', '=', index)
      .executeTakeFirst()
    return row === undefined ? new Uint8Array(0) : new Uint8Array(row.hashes)
  }

export interface Sequencer {
  /** Soon, and once for all that asks in the meantime. */
  wake(): void
  /** Takes in everything committed so far. */
  run(): Promise<void>
  /** Events in the tree now. */
  size(): Promise<number>
  /** Called after a batch was taken in. */
  onSequenced(listener: () => void): void
  stop(): Promise<void>
}

/** Runs the sequencer shortly after appends; a failed run is reported and tried again. */
export const createSequencer = (
  parts: SequencerParts,
  { delay, onError }: { readonly delay: number; readonly onError: (cause: unknown) => void },
): Sequencer => {
  const listeners: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = false
  const run = async (): Promise<void> => {
    while (running !== undefined) await running
    running = sequence(parts)
      .then((taken) => {
        if (taken > 0) for (const listener of listeners) listener()
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
  const wake = () => {
    if (stopped || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      run().catch((cause: unknown) => {
        onError(cause)
        wake()
      })
    }, delay)
  }
  return {
    wake,
    run,
    size: async () => {
      const row = await parts.database.reader
        .selectFrom('leaf')
        .select((count) => count.fn.max('idx').as('last'))
        .executeTakeFirst()
      return row?.last === null || row?.last === undefined ? 0 : Number(row.last) + 1
    },
    onSequenced: (listener) => {
      listeners.push(listener)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running?.catch(onError)
    },
  }
}
