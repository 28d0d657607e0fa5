import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import type { Json } from '../../../src/kernel/canonical-json.ts'
import { type EventId, type StreamId, uuidv7 } from '../../../src/kernel/ids.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import { type Instant, instantOf } from '../../../src/kernel/time.ts'
import {
  type Append,
  type Appended,
  type AppendResult,
  checkLedger,
  createLedger,
  type Database,
  type Engine,
  type Found,
  type Kind,
  type Ledger,
  type LedgerReport,
  openPostgres,
  openSqlite,
  type RecordedEvent,
  sequence,
  verifierKey,
} from '../../../src/ledger/index.ts'
import { ed25519Of, sha256, verifyEd25519 } from '../crypto.ts'
import { describeWith } from '../needs.ts'
import { createDatabase } from '../postgres.ts'
import { noteKind } from './note-kind.ts'

/** The same tests on both databases; the PostgreSQL half only where there is one. */
export const onEachEngine = (name: string, body: (engine: Engine) => void): void => {
  describe(`${name} (SQLite)`, () => body('sqlite'))
  describeWith('postgres', `${name} (PostgreSQL)`, () => body('postgres'))
}

export type Told = { readonly [name: string]: Json | undefined }

/** One decision, told shortly. */
export interface Decided {
  /** Absent where the record is new. */
  readonly on?: Found
  readonly kind?: Kind
  readonly events: readonly Told[]
  readonly read?: Append['read']
  readonly deliveries?: Append['deliveries']
  readonly key?: { readonly key: string; readonly fingerprint: string }
}

/** A ledger on a database of its own, with a clock that the test moves. */
export interface LedgerWorld {
  readonly engine: Engine
  readonly database: Database
  readonly ledger: Ledger
  readonly time: { now: number }
  readonly signer: ReturnType<typeof logSigner>
  appendOf(decided: Decided): Promise<Append>
  append(decided: Decided): Promise<AppendResult>
  /** Opens a note that must be accepted, and loads it. */
  open(told?: Told, decided?: Omit<Decided, 'events' | 'on'>): Promise<Found>
  /** Changes a note that must accept it, and loads it again. */
  change(note: Found, told: Told): Promise<Found>
  load(result: AppendResult): Promise<Found>
  sequence(): Promise<number>
  check(database?: Database): Promise<LedgerReport>
  /** Another server process on the same database; on SQLite only after this one is closed. */
  again(): Promise<LedgerWorld>
  /** Closes the connections and leaves the data. */
  leave(): Promise<void>
  close(): Promise<void>
}

const kinds = [noteKind(), noteKind('memo', 'MEMO')]

export const logSigner = (seed = 1) => {
  const { publicKey, sign } = ed25519Of(new Uint8Array(32).fill(seed))
  return { key: verifierKey(sha256, 'test/log', publicKey), sign }
}

export const openLedgerWorld = async (engine: Engine): Promise<LedgerWorld> => {
  if (engine === 'postgres') {
    const { url, drop } = await createDatabase()
    return worldOn(engine, () => openPostgres(url, 8), drop)
  }
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  return worldOn(
    engine,
    () => openSqlite(join(folder, 'facts.db')),
    () => rm(folder, { recursive: true }),
  )
}

const worldOn = async (
  engine: Engine,
  open: () => Promise<Database>,
  remove: () => Promise<void>,
  time = { now: Date.UTC(2026, 2, 1) },
): Promise<LedgerWorld> => {
  const database = await open()
  const ledger = createLedger(database, kinds)
  const signer = logSigner()
  const parts = { database, sha256, signer, clock: () => time.now }
  let closed = false

  const appendOf = async (decided: Decided): Promise<Append> => {
    const { on, kind = kinds[0] as Kind, events, read = [], deliveries = [], key } = decided
    const now = instantOf(time.now++)
    const from = on ?? (await freshRecord(ledger, kind, now))
    return {
      kind,
      from,
      events: events.map((told, index) => eventOf(kind, from, told, index, now)),
      read,
      deliveries,
      ...(key === undefined ? {} : { key }),
    }
  }
  const append = async (decided: Decided) => ledger.append(await appendOf(decided))
  const load = async (result: AppendResult): Promise<Found> => {
    const found = await ledger.load((orThrow(result) as Appended).stream)
    if (found === undefined) throw new Error('An accepted append left no record.')
    return found
  }
  const leave = async () => {
    if (closed) return
    closed = true
    await ledger.drain()
    await database.close()
  }
  return {
    engine,
    database,
    ledger,
    time,
    signer,
    appendOf,
    append,
    open: async (told = {}, decided = {}) => load(await append({ ...decided, events: [told] })),
    change: async (note, told) => load(await append({ on: note, events: [told] })),
    load,
    sequence: () => sequence(parts),
    check: (other = database) =>
      checkLedger({
        database: other,
        kinds: ledger.kinds,
        sha256,
        verifyEd25519,
        key: signer.key,
      }),
    again: () => worldOn(engine, open, async () => undefined, time),
    leave,
    close: async () => {
      await leave()
      await remove()
    },
  }
}

const freshRecord = async (ledger: Ledger, kind: Kind, now: Instant): Promise<Found> => ({
  stream: uuidv7(Date.parse(now), randomBytes(10)),
  kind: kind.contract.kind,
  humanId: await ledger.nextHumanId(kind.contract.prefix, 2026),
  version: 0,
  state: kind.initial,
  openedAt: now,
  restricted: false,
})

const eventOf = (
  kind: Kind,
  from: Found,
  told: Told,
  index: number,
  at: Instant,
): RecordedEvent => {
  const version = from.version + index + 1
  const payload =
    version === 1 ? { reference: from.humanId, title: 'A note', text: '', ...told } : told
  return {
    // uuidv7 makes ids of the right form.
    id: uuidv7(Date.parse(at), randomBytes(10)) as EventId,
    stream: from.stream as StreamId,
    kind: kind.contract.kind,
    version,
    type: version === 1 ? 'note.opened' : 'note.changed',
    schema: 1,
    at,
    actor: 'person:ada',
    onBehalfOf: null,
    requestId: 'request-1',
    // Told without undefined is JSON.
    payload: JSON.parse(JSON.stringify(payload)) as RecordedEvent['payload'],
    signature: null,
  }
}
