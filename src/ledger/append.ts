import type { Kysely, Transaction } from 'kysely'
import type { EventId, StreamId } from '../kernel/ids.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Database } from './database.ts'
import type { RecordedEvent } from './event.ts'
import { type FacetValue, facetValues, foldInto, type Loaded, streamRow } from './fold.ts'
import { immediately } from './immediately.ts'
import type { Kind } from './kind.ts'
import { writeSearch } from './search.ts'
import { rowOfEvent } from './stored.ts'
import type { DeliveryTable, Tables } from './tables.ts'

/** One decision to write down: all of it or nothing. */
export interface Append {
  readonly kind: Kind
  /** The record as the decision saw it; its version is the expected one. */
  readonly from: Loaded
  readonly events: readonly RecordedEvent[]
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
  if (database.engine === 'postgres') return writeAgain(database, batch)
  return immediately(database.writer, (connection) => write(database, connection, batch))
}

type Connection = Kysely<Tables> | Transaction<Tables>

const attempts = 5

/**
 * Another process may have used the same idempotency key, or locked the same rows the other way
 * round; PostgreSQL then ends one of the two. Written again, it finds what the other one did.
 */
const writeAgain = async (
  database: Database,
  batch: readonly Append[],
): Promise<readonly AppendResult[]> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await database.writer
        .transaction()
        .execute((transaction) => write(database, transaction, batch))
    } catch (cause) {
      if (attempt === attempts || !wasRivalled(cause)) throw cause
    }
}

// PostgreSQL, appendix A: 40001 serialization_failure, 40P01 deadlock_detected, 23505
// unique_violation.
const wasRivalled = (cause: unknown): boolean => {
  if (!(cause instanceof Error && 'code' in cause)) return false
  if (cause.code === '40001' || cause.code === '40P01') return true
  return cause.code === '23505' && 'table' in cause && cause.table === 'command_key'
}

const write = async (
  { engine }: Database,
  connection: Connection,
  batch: readonly Append[],
): Promise<readonly AppendResult[]> => {
  const found = await versionsOf(engine, connection, batch)
  const known = await knownKeys(connection, batch)
  const results: AppendResult[] = []
  const accepted: Append[] = []
  for (const append of batch) {
    const result = judge(append, found, known)
    results.push(result)
    if (!('refused' in result) && !result.repeated) accepted.push(append)
  }
  if (accepted.length > 0) await insert(connection, accepted)
  return results
}

const versionsOf = async (
  engine: Database['engine'],
  connection: Connection,
  batch: readonly Append[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = new Set<string>()
  for (const append of batch) {
    if (append.from.version > 0) ids.add(append.from.stream)
    for (const { stream } of append.read) ids.add(stream)
  }
  if (ids.size === 0) return new Map()
  let query = connection
    .selectFrom('stream')
    .select(['stream', 'version'])
    .where('stream', 'in', [...ids])
    .orderBy('stream')
  // Held to the end of the transaction: what the decision read cannot change before it stands.
  if (engine === 'postgres') query = query.forUpdate()
  const rows = await query.execute()
  return new Map(rows.map((row) => [row.stream, row.version]))
}

const knownKeys = async (connection: Connection, batch: readonly Append[]) => {
  const keys = batch.flatMap(({ key }) => (key === undefined ? [] : [key.key]))
  if (keys.length === 0) return new Map<string, KnownKey>()
  const rows = await connection
    .selectFrom('command_key')
    .selectAll()
    .where('key', 'in', keys)
    .execute()
  return new Map<string, KnownKey>(rows.map((row) => [row.key, row]))
}

interface KnownKey {
  readonly stream: string
  readonly version: number
  readonly event_ids: string
  readonly fingerprint: string
}

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

const insert = async (connection: Connection, batch: readonly Append[]): Promise<void> => {
  const folded = batch.map((append) => {
    const last = append.events.at(-1)
    if (last === undefined) throw new Error('An append needs at least one event.')
    const state = foldInto(append.kind, append.from.state, append.events)
    const record = { ...append.from, version: last.version, state }
    return { append, record, row: streamRow(append.kind, record, last.at) }
  })
  const events = batch.flatMap((append) => append.events.map(rowOfEvent))
  for (const part of chunks(events)) await connection.insertInto('event').values(part).execute()
  await connection
    .insertInto('stream')
    .values(folded.map(({ row }) => row))
    .onConflict((on) =>
      on.column('stream').doUpdateSet((set) => ({
        version: set.ref('excluded.version'),
        state: set.ref('excluded.state'),
        title: set.ref('excluded.title'),
        status: set.ref('excluded.status'),
        severity: set.ref('excluded.severity'),
        owner: set.ref('excluded.owner'),
        due_at: set.ref('excluded.due_at'),
        updated_at: set.ref('excluded.updated_at'),
        restricted: set.ref('excluded.restricted'),
      })),
    )
    .execute()
  for (const { append, record } of folded)
    await writeFacets(connection, append.kind, append.from, record)
  await writeSearch(
    connection,
    folded.flatMap(({ append, record }) => changedText(append, record)),
  )
  const deliveries = batch.flatMap((append) => append.deliveries)
  for (const part of chunks(deliveries))
    await connection
      .insertInto('delivery')
      .values(part)
      .onConflict((on) => on.column('dedupe_key').doNothing())
      .execute()
  const keys = folded.flatMap(({ append, record, row }) =>
    append.key === undefined
      ? []
      : [
          {
            ...append.key,
            stream: record.stream,
            version: record.version,
            event_ids: JSON.stringify(append.events.map(({ id }) => id)),
            at: row.updated_at,
          },
        ],
  )
  if (keys.length > 0) await connection.insertInto('command_key').values(keys).execute()
}

const writeFacets = async (connection: Connection, kind: Kind, before: Loaded, after: Loaded) => {
  const old = before.version === 0 ? [] : facetValues(kind.facets(before.state))
  const now = facetValues(kind.facets(after.state))
  if (JSON.stringify(old) === JSON.stringify(now)) return
  if (old.length > 0)
    await connection.deleteFrom('facet').where('stream', '=', after.stream).execute()
  const rows = now.map((value: FacetValue) => ({
    stream: after.stream,
    kind: kind.contract.kind,
    ...value,
  }))
  for (const part of chunks(rows)) await connection.insertInto('facet').values(part).execute()
}

const changedText = ({ kind, from }: Append, record: Loaded) => {
  const text = searchable(kind, record)
  return from.version > 0 && searchable(kind, from) === text
    ? []
    : [{ stream: record.stream, kind: kind.contract.kind, text }]
}

/** What the full-text search finds a record by. */
export const searchable = (kind: Kind, record: Loaded): string =>
  `${record.humanId}\n${kind.facets(record.state).title}\n${kind.text(record.state)}`

const parametersPerStatement = 400

function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += parametersPerStatement)
    yield rows.slice(from, from + parametersPerStatement)
}
