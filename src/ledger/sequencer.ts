import { type Kysely, sql } from 'kysely'
import type { Clock, Sha256 } from '../kernel/ports.ts'
import { instantOf } from '../kernel/time.ts'
import { breath } from './breath.ts'
import type { Database } from './database.ts'
import { immediately } from './immediately.ts'
import { eventColumns, leafEntryOfRow, sealedText } from './stored.ts'
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
    await breath()
  }
}

const sequenceBatch = (parts: SequencerParts): Promise<number> =>
  parts.database.engine === 'postgres' ? sequenceOnPostgres(parts) : sequenceOnSqlite(parts)

/** One writer: the order of insertion is the order of commits. */
const sequenceOnSqlite = ({ database, ...parts }: SequencerParts): Promise<number> =>
  immediately(database.writer, async (connection) => {
    const { rows } =
      await sql<EventRow>`select ${columns} from event where position > coalesce((select position from event where id = (select event_id from leaf order by idx desc limit 1)), 0) order by position limit ${batchSize}`.execute(
        connection,
      )
    await takeIn(parts, connection, rows)
    return rows.length
  })

/**
 * Where this process may begin to look: all events of earlier transactions are in the tree. It only
 * saves work, so each process keeps its own, and a new one looks through all once.
 */
const marks = new WeakMap<Database, string>()

/**
 * Takes what is committed and not in the tree yet, by position. Whatever an event rests on (the
 * version before it, the event that a reaction answers) was committed before it was inserted, so it
 * is seen together with it and stands before it. Nobody is waited for: an event of a transaction
 * that commits late is taken then. Events below the snapshot's xmin are all there to be seen, so
 * the next look begins there.
 */
const sequenceOnPostgres = async ({ database, ...parts }: SequencerParts): Promise<number> => {
  const done = await database.writer.transaction().execute(async (transaction) => {
    const { rows: before } = await sql<{
      locked: boolean
      xmin: string
    }>`select pg_try_advisory_xact_lock(${advisoryLock}) as locked, pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
      transaction,
    )
    const [state] = before
    if (state?.locked !== true) return { taken: 0, mark: undefined }
    const { rows } =
      await sql<EventRow>`select ${columns} from event where tx >= ${marks.get(database) ?? '0'}::xid8 and not exists (select 1 from leaf where leaf.event_id = event.id) order by position limit ${batchSize}`.execute(
        transaction,
      )
    await takeIn(parts, transaction, rows)
    return { taken: rows.length, mark: rows.length < batchSize ? state.xmin : undefined }
  })
  if (done.mark !== undefined) marks.set(database, done.mark)
  return done.taken
}

type EventRow = Parameters<typeof leafEntryOfRow>[0]

const columns = sql.join(eventColumns.map((name) => sql.ref(`event.${name}`)))

/** Puts these events at the end of the tree and signs the checkpoint. */
const takeIn = async (
  { sha256, signer, clock }: Omit<SequencerParts, 'database'>,
  connection: Kysely<Tables>,
  rows: readonly EventRow[],
): Promise<void> => {
  if (rows.length === 0) return
  const before = await edgeOf(connection)
  const leaves = rows.map((row, offset) => ({
    idx: before.size + offset,
    event_id: row.id,
    hash: leafHash(sha256, leafEntryOfRow(row)),
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
  const row = { size: edge.size, previous: before.size, note, at: instantOf(clock()) }
  await connection
    .insertInto('checkpoint')
    .values({ ...row, seal: Buffer.from(signer.sign(sealedText(row))) })
    .execute()
}

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
