import type { Kysely } from 'kysely'
import type { EventId, StreamId } from '../kernel/ids.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Database, Engine } from './database.ts'
import type { RecordedEvent } from './event.ts'
import type { Loaded } from './fold.ts'
import { immediately } from './immediately.ts'
import type { Kind } from './kind.ts'
import { askedAgain, listOf, run, runAll, runAtOnce } from './statements.ts'
import type { CommandKeyTable, DeliveryTable, StreamTable, Tables } from './tables.ts'
import { statementsOf } from './written.ts'

/** One decision to write down: all of it or nothing. */
export interface Append {
  readonly kind: Kind
  /** The record as the decision saw it; its version is the expected one. */
  readonly from: Loaded
  readonly events: readonly RecordedEvent[]
  /** The same events with their words open, where they hold any sealed. */
  readonly shown?: readonly RecordedEvent[] | undefined
  /** Versions of other records that the decision relied on. */
  readonly read: readonly { readonly stream: StreamId; readonly version: number }[]
  readonly deliveries: readonly DeliveryTable[]
  /** Where given, the same key and command answer with what the first one did. */
  readonly key?: { readonly key: string; readonly fingerprint: string }
}

export interface Appended {
  readonly stream: StreamId
  readonly version: number
  readonly eventIds: readonly EventId[]
  /** True where an earlier request with the same key had done it. */
  readonly repeated: boolean
}

export type AppendResult = Appended | Refusal

export const conflict = (stream: string, expected: number, found: number): Refusal =>
  refuse(
    'ledger/conflict',
    'Somebody changed this record in the meantime. Load it again, look at what changed, and decide anew.',
    { stream, expected, found },
  )

/**
 * Writes a batch of decisions in one transaction with a handful of statements: events, states,
 * facets, search, deliveries, keys. Decisions on different records share one commit to the disk;
 * each that conflicts is refused alone. Streams in the batch must be distinct.
 */
export const appendBatch = async (
  database: Database,
  batch: readonly Append[],
): Promise<readonly AppendResult[]> => {
  return (
    (await writeAtOnce(database, batch)) ??
    (database.engine === 'sqlite'
      ? immediately(database.writer, (connection) => write(database, connection, batch))
      : writeAgain(database, batch))
  )
}

/** All of these decisions in one transaction, or where one is refused none: its place tells why. */
export const appendWhole = async (
  database: Database,
  batch: readonly Append[],
): Promise<readonly AppendResult[]> =>
  (await writeAtOnce(database, batch)) ??
  (database.engine === 'sqlite'
    ? immediately(database.writer, (connection) => write(database, connection, batch, 'whole'))
    : writeAgain(database, batch, 'whole'))

/** `whole`: nothing is written where one of them is refused. */
type Extent = 'each' | 'whole'

/**
 * New records that rely on no other need no look at the database first: one message to the thread
 * that writes SQLite, one statement of PostgreSQL, each a transaction by itself. Undefined where
 * something stands in the way: then the long way round tells what.
 */
const writeAtOnce = async (
  { engine, writer }: Database,
  batch: readonly Append[],
): Promise<readonly AppendResult[] | undefined> => {
  if (batch.some(({ from, read }) => from.version > 0 || read.length > 0)) return undefined
  try {
    await runAtOnce(engine, writer, statementsOf(engine, batch))
    return batch.map((append) => judge(append, new Map(), new Map()))
  } catch (cause) {
    if (wasRivalled(cause)) return undefined
    throw cause
  }
}

const attempts = 5

/**
 * Another process may have used the same idempotency key, or locked the same rows the other way
 * round; PostgreSQL then ends one of the two. Written again, it finds what the other one did.
 */
const writeAgain = async (
  database: Database,
  batch: readonly Append[],
  extent: Extent = 'each',
): Promise<readonly AppendResult[]> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await database.writer
        .transaction()
        .execute((transaction) => write(database, transaction, batch, extent))
    } catch (cause) {
      if (attempt === attempts || !wasRivalled(cause)) throw cause
    }
}

// PostgreSQL, appendix A: 40001 serialization_failure, 40P01 deadlock_detected, 23505
// unique_violation.
const wasRivalled = (cause: unknown): boolean => {
  if (!(cause instanceof Error && 'code' in cause)) return false
  if (cause.code === '40001' || cause.code === '40P01') return true
  if (cause.code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return cause.message.includes('command_key')
  return cause.code === '23505' && 'table' in cause && cause.table === 'command_key'
}

const write = async (
  { engine }: Database,
  connection: Kysely<Tables>,
  batch: readonly Append[],
  extent: Extent = 'each',
): Promise<readonly AppendResult[]> => {
  const found = await versionsOf(engine, connection, batch)
  const known = await knownKeys(engine, connection, batch)
  const results: AppendResult[] = []
  const accepted: Append[] = []
  for (const append of batch) {
    const result = judge(append, found, known)
    results.push(result)
    if (!('refused' in result) && !result.repeated) accepted.push(append)
  }
  if (extent === 'whole' && results.some((result) => 'refused' in result)) return results
  await runAll(engine, connection, statementsOf(engine, accepted))
  return results
}

const versionsOf = async (
  engine: Database['engine'],
  connection: Kysely<Tables>,
  batch: readonly Append[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = new Set<string>()
  for (const append of batch) {
    if (append.from.version > 0) ids.add(append.from.stream)
    for (const { stream } of append.read) ids.add(stream)
  }
  if (ids.size === 0) return new Map()
  const { rows } = await run(
    connection,
    // Held to the end of the transaction: what the decision read cannot change before it stands.
    engine === 'postgres'
      ? askedAgain(
          'select stream, version from stream where stream = any($1) order by stream for update',
        )
      : 'select stream, version from stream where stream in (select value from json_each(?))',
    [listOf(engine, [...ids])],
  )
  // The two columns asked for.
  return new Map((rows as VersionRow[]).map((row) => [row.stream, row.version]))
}

type VersionRow = Pick<StreamTable, 'stream' | 'version'>

const knownKeys = async (
  engine: Engine,
  connection: Kysely<Tables>,
  batch: readonly Append[],
): Promise<ReadonlyMap<string, KnownKey>> => {
  const keys = batch.flatMap(({ key }) => (key === undefined ? [] : [key.key]))
  if (keys.length === 0) return new Map()
  const { rows } = await run(
    connection,
    engine === 'postgres'
      ? askedAgain('select * from command_key where key = any($1)')
      : 'select * from command_key where key in (select value from json_each(?))',
    [listOf(engine, keys)],
  )
  return new Map((rows as CommandKeyTable[]).map((row) => [row.key, row]))
}

type KnownKey = Omit<CommandKeyTable, 'key' | 'at'>

const judge = (
  append: Append,
  found: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, KnownKey>,
): AppendResult => {
  const { from, events, read, key } = append
  const earlier = key === undefined ? undefined : known.get(key.key)
  if (key !== undefined && earlier !== undefined) return answerAgain(earlier, key.fingerprint)
  const version = found.get(from.stream) ?? 0
  if (version !== from.version) return conflict(from.stream, from.version, version)
  for (const relied of read) {
    const now = found.get(relied.stream) ?? 0
    if (now !== relied.version) return conflict(relied.stream, relied.version, now)
  }
  return {
    stream: from.stream as StreamId,
    version: from.version + events.length,
    eventIds: events.map(({ id }) => id),
    repeated: false,
  }
}

/** What the first request with this key was answered; refuses where the command is another one. */
const answerAgain = (earlier: KnownKey, fingerprint: string): AppendResult =>
  earlier.fingerprint === fingerprint
    ? {
        stream: earlier.stream as StreamId,
        version: earlier.version,
        eventIds: JSON.parse(earlier.event_ids) as EventId[],
        repeated: true,
      }
    : refuse(
        'ledger/key-reused',
        'This idempotency key has served another request. Use a new key for a new request.',
      )
