import { base64 } from '../../kernel/base64.ts'
import type { FileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import { foldInto } from '../../ledger/fold.ts'
import { breath, type Ledger, type RecordedEvent } from '../../ledger/index.ts'
import { inclusionProofs } from '../../ledger/proofs.ts'
import { tileReader } from '../../ledger/sequencer.ts'
import { eventColumns, eventOfRow } from '../../ledger/stored.ts'
import type { NamedRecord } from '../../review/index.ts'
import { sha256 } from '../signing.ts'
import { holdsSealed } from '../vault/index.ts'

/** A fact with its place in the tree. */
export interface PlacedFact {
  readonly leafIndex: number
  readonly event: RecordedEvent
}

const batch = 200
/** Ids in one query: a pack of many records asks in parts. */
const streamsAtOnce = 500

interface Place {
  readonly idx: number
  readonly event_id: string
}

/** Where the facts of these records stand in the tree of this size, by their place. */
const placesOf = async (
  { database: { reader } }: Ledger,
  streams: readonly string[],
  treeSize: number,
): Promise<readonly Place[]> => {
  const places: Place[] = []
  for (let from = 0; from < streams.length; from += streamsAtOnce) {
    const rows = await reader
      .selectFrom('leaf')
      .innerJoin('event', 'event.id', 'leaf.event_id')
      .select(['leaf.idx', 'leaf.event_id'])
      .where('leaf.idx', '<', treeSize)
      .where('event.stream', 'in', streams.slice(from, from + streamsAtOnce))
      .execute()
    for (const { idx, event_id } of rows) places.push({ idx: Number(idx), event_id })
    if (places.length > limits.auditPack.facts) throw tooManyFacts()
    await breath()
  }
  return places.sort((one, other) => one.idx - other.idx)
}

/** The facts of these records that stand in the tree of this size, in its order, read in batches. */
export async function* factsOf(
  ledger: Ledger,
  streams: readonly string[],
  treeSize: number,
): AsyncGenerator<PlacedFact> {
  // Places first: to sort the facts themselves anew for each batch would cost the square of them.
  const places = await placesOf(ledger, streams, treeSize)
  for (let from = 0; from < places.length; from += batch) {
    const part = places.slice(from, from + batch)
    const ids = part.map(({ event_id }) => event_id)
    const rows = await ledger.database.reader
      .selectFrom('event')
      .select(eventColumns)
      .where('id', 'in', ids)
      .execute()
    const events = new Map(rows.map((row) => [row.id, eventOfRow(row)]))
    for (const { idx, event_id } of part) {
      const event = events.get(event_id)
      // A row that was removed from under the tree: no pack may be made over it.
      if (event === undefined) throw new Error(`The fact ${event_id} is gone from the ledger.`)
      yield { leafIndex: idx, event }
    }
    // SQLite answers without leaving this thread: others' requests get their turn here.
    await breath()
  }
}

const tooManyFacts = () =>
  new RefusalError(
    refuse(
      'pack/too-large',
      `More than ${limits.auditPack.facts} facts belong into this pack. Narrow it: by a clause, a product, or a later day.`,
    ),
  )

/** Tiles kept in memory, of at most 8 kB each: the paths of neighbours share most of them. */
const tilesKept = 512

/** Gives the path of a leaf in base 64, as the proofs of a pack hold it. */
export const createPaths = ({ database }: Ledger, treeSize: number) => {
  const read = tileReader(database.reader)
  const kept = new Map<string, Promise<Uint8Array>>()
  const tiles: typeof read = (level, index) => {
    const key = `${level}/${index}`
    const tile = kept.get(key) ?? read(level, index)
    // A map keeps the order of insertion: putting it back makes it the youngest.
    kept.delete(key)
    kept.set(key, tile)
    for (const oldest of kept.keys()) {
      if (kept.size <= tilesKept) break
      kept.delete(oldest)
    }
    return tile
  }
  const pathOf = inclusionProofs(sha256, tiles, treeSize)
  return async (leafIndex: number): Promise<readonly string[]> =>
    (await pathOf(leafIndex)).map(base64)
}

/** A record as its facts in the tree add up. */
export interface PackedState extends NamedRecord {
  readonly version: number
  readonly state: unknown
}

/** Records folded at a time: what is kept in memory does not grow with their number. */
const foldedAtOnce = 50

/**
 * The records that have facts in the tree of this size, each with the state that these make, sorted
 * by human id. What outsiders told stays sealed in it, unlike in a record that is loaded.
 */
export async function* statesOf(
  ledger: Ledger,
  records: Iterable<NamedRecord>,
  treeSize: number,
): AsyncGenerator<PackedState> {
  const sorted = [...records].sort((one, other) => (one.humanId < other.humanId ? -1 : 1))
  for (let from = 0; from < sorted.length; from += foldedAtOnce) {
    const part = sorted.slice(from, from + foldedAtOnce)
    const streams = part.map(({ stream }) => stream)
    const folded = new Map<string, { readonly version: number; readonly state: unknown }>()
    for await (const { event } of factsOf(ledger, streams, treeSize)) {
      const kind = ledger.kinds.get(event.kind)
      if (kind === undefined) throw new Error(`Nobody has taught this server "${event.kind}".`)
      const before = folded.get(event.stream)?.state ?? kind.initial
      folded.set(event.stream, { version: event.version, state: foldInto(kind, before, [event]) })
    }
    for (const { stream, kind, humanId } of part) {
      const found = folded.get(stream)
      if (found !== undefined) yield { stream, kind, humanId, ...found }
    }
  }
}

/** A file as a fact names it. */
export interface NamedFile {
  readonly hash: FileHash
  readonly name: string
  readonly size: number
  readonly event: string
}

/** Collects what is in the form of a file reference anywhere in a payload; the first naming counts. */
export const createFileList = () => {
  const files = new Map<string, NamedFile>()
  const visit = (value: unknown, event: string, depth: number): void => {
    if (typeof value !== 'object' || value === null) return
    if (depth > limits.json.deepest) return
    if (!Array.isArray(value) && isFileReference(value)) {
      // The form was checked, which makes it a hash.
      const hash = value.hash as FileHash
      if (!files.has(hash)) files.set(hash, { hash, name: value.name, size: value.size, event })
      return
    }
    for (const item of Object.values(value)) visit(item, event, depth + 1)
  }
  return {
    add: (event: RecordedEvent): void => visit(event.payload, event.id, 0),
    // How a stranger calls their file can tell who they are, or whose data it holds.
    all: () =>
      [...files.values()]
        .sort((a, b) => (a.hash < b.hash ? -1 : 1))
        .map((file) => (holdsSealed(file.name) ? { ...file, name: '(sealed)' } : file)),
  }
}

const isFileReference = (
  value: object,
): value is { readonly hash: string; readonly name: string; readonly size: number } =>
  'hash' in value &&
  'name' in value &&
  'size' in value &&
  typeof value.hash === 'string' &&
  /^[0-9a-f]{64}$/.test(value.hash) &&
  typeof value.name === 'string' &&
  typeof value.size === 'number'
