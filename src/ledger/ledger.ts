import type { StreamId } from '../kernel/ids.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import type { Refusal } from '../kernel/result.ts'
import { type Append, type AppendResult, appendBatch, appendWhole } from './append.ts'
import type { Database, Engine } from './database.ts'
import type { RecordedEvent } from './event.ts'
import { isStorable, type Loaded } from './fold.ts'
import type { Kind } from './kind.ts'
import { type CountFilter, countByStatus, type ListQuery, listStreams, type Page } from './list.ts'
import { createNumbering } from './numbering.ts'
import { createAppendQueue } from './queue.ts'
import { askedAgain, listOf, run } from './statements.ts'
import { eventColumns, eventOfRow } from './stored.ts'
import type { StreamTable } from './tables.ts'
import {
  type Counted,
  countOpened,
  countValues,
  type OpenedQuery,
  type ValuesQuery,
} from './tally.ts'
import { together } from './together.ts'
import { hiddenAmong, hidesFile } from './visibility.ts'
import { mayHoldWords, type OpenWords, opensNothing } from './words.ts'

/** A record with what only its row knows. */
export interface Found<State = unknown> extends Loaded<State> {
  readonly kind: string
  readonly restricted: boolean
}

/** The facts of the server: append them, load a record, look through many. */
export interface Ledger {
  readonly database: Database
  readonly kinds: ReadonlyMap<string, Kind>
  /** Opens what outsiders told in their own words; records that are loaded show it open. */
  readonly open: OpenWords
  append(append: Append): Promise<AppendResult>
  /** Decisions on different records as one: all are written, or where one is refused none. */
  appendWhole(batch: readonly Append[]): Promise<readonly AppendResult[]>
  /** By stream id or human id; undefined where there is none. */
  load(id: string): Promise<Found | undefined>
  /** Several at once, in no particular order; ids that do not exist are left out. */
  loadAll(ids: readonly string[]): Promise<readonly Found[]>
  /** A record's facts, oldest first, at most `limit` from version `from` on. */
  history(stream: StreamId, from?: number, limit?: number): Promise<readonly RecordedEvent[]>
  list(query: ListQuery): Promise<Page | Refusal>
  /** Those of these records that this person may not know of: restricted, or hanging on one that is. */
  hidden(person: string | undefined, streams: readonly string[]): Promise<ReadonlySet<string>>
  /** Whether a file is named by records that this person may not know of, and by no other. */
  hidesFile(person: string | undefined, hash: string): Promise<boolean>
  counts(
    kind: string,
    person: string | undefined,
    filter?: CountFilter,
  ): Promise<Readonly<Record<string, number>>>
  /** How many visible records of a kind came in a span, by the values of these facets together. */
  countOpened(query: OpenedQuery): Promise<readonly Counted[]>
  /** How many visible records carry each value of a facet between two, the most frequent first. */
  countValues(query: ValuesQuery): Promise<readonly Counted[]>
  /** Ids of all records of a kind that carry this facet. For the server's own use: no one is asked who may see. */
  having(kind: string, name: string, value: string, limit?: number): Promise<readonly StreamId[]>
  /** The next free human id of a prefix in a year. Numbers given to refused decisions stay unused. */
  nextHumanId(prefix: string, year: number): Promise<string>
  /** Calls back after each committed batch. */
  onAppended(listener: () => void): void
  drain(): Promise<void>
}

export const createLedger = (
  database: Database,
  kinds: readonly Kind[],
  open: OpenWords = opensNothing,
): Ledger => {
  const listeners: (() => void)[] = []
  const queue = createAppendQueue(async (batch) => {
    const results = await appendBatch(database, batch)
    for (const listener of listeners) listener()
    return results
  })
  const load =
    database.engine === 'postgres'
      ? together(async (ids: readonly string[]) => {
          const rows = await loadRows(database, open, [...new Set(ids)])
          const found = new Map<string, Found>()
          for (const row of rows) found.set(row.stream, row).set(row.humanId, row)
          return ids.map((id) => found.get(id))
        })
      : async (id: string) => (await loadRows(database, open, [id]))[0]
  const byKind = new Map(kinds.map((kind) => [kind.contract.kind, kind]))
  if (byKind.size !== kinds.length) throw new Error('Two kinds of record have the same name.')
  return {
    database,
    kinds: byKind,
    open,
    append: queue.push,
    appendWhole: async (batch) => {
      const results = await appendWhole(database, batch)
      for (const listener of listeners) listener()
      return results
    },
    load,
    loadAll: (ids) => loadRows(database, open, ids),
    history: async (stream, from = 1, limit = 1_000) => {
      const rows = await database.reader
        .selectFrom('event')
        .select(eventColumns)
        .where('stream', '=', stream)
        .where('version', '>=', from)
        .orderBy('version')
        .limit(limit)
        .execute()
      return rows.map(eventOfRow)
    },
    list: (query) => listStreams(database, query),
    hidden: (person, streams) => hiddenAmong(database, person, streams),
    hidesFile: (person, hash) => hidesFile(database, person, hash),
    counts: (kind, person, filter) => countByStatus(database, kind, person, filter),
    countOpened: (query) => countOpened(database, query),
    countValues: (query) => countValues(database, query),
    having: async (kind, name, value, limit = 10_000) => {
      if (!isStorable(value)) return []
      const rows = await database.reader
        .selectFrom('facet')
        .select('stream')
        .where('kind', '=', kind)
        .where('name', '=', name)
        .where('value', '=', value)
        .orderBy('stream')
        .limit(limit)
        .execute()
      // Our own writer put branded ids there.
      return rows.map((row) => row.stream as StreamId)
    },
    nextHumanId: createNumbering(database),
    onAppended: (listener) => {
      listeners.push(listener)
    },
    drain: queue.drain,
  }
}

const loadRows = async (
  database: Database,
  open: OpenWords,
  asked: readonly string[],
): Promise<readonly Found[]> => {
  const ids = asked.filter(isStorable)
  if (ids.length === 0) return []
  const list = listOf(database.engine, ids)
  const { rows } = await run(database.reader, loadText[database.engine], [
    list,
    ...(database.engine === 'sqlite' ? [list] : []),
  ])
  return opened(rows as LoadedRow[], open)
}

const opened = async (rows: readonly LoadedRow[], open: OpenWords): Promise<readonly Found[]> => {
  const states = rows.map(({ state }) => parseOwnJson(state))
  const sealed = rows.map(({ state }) => mayHoldWords(state))
  const shown = sealed.includes(true) ? await open(states) : states
  return rows.map((row, index) => ({
    stream: row.stream,
    kind: row.kind,
    humanId: row.human_id,
    version: row.version,
    state: shown[index],
    ...(sealed[index] === true ? { stored: states[index] } : {}),
    openedAt: row.opened_at,
    restricted: row.restricted === 1,
  }))
}

type LoadedRow = Pick<StreamTable, (typeof loadedColumns)[number]>

const loadedColumns = [
  'stream',
  'kind',
  'human_id',
  'version',
  'state',
  'opened_at',
  'restricted',
] as const

// As text, because every request loads something and putting the query together costs more than it.
const loadText: Readonly<Record<Engine, string>> = {
  sqlite: `select ${loadedColumns.join(', ')} from stream where stream in (select value from json_each(?)) or human_id in (select value from json_each(?))`,
  postgres: askedAgain(
    `select ${loadedColumns.join(', ')} from stream where stream = any($1) or human_id = any($1)`,
  ),
}
