import { base64 } from '../../kernel/base64.ts'
import type { FileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { foldInto } from '../../ledger/fold.ts'
import type { Found, Ledger, RecordedEvent } from '../../ledger/index.ts'
import { inclusionProof } from '../../ledger/proofs.ts'
import { tileReader } from '../../ledger/sequencer.ts'
import { eventColumns, eventOfRow } from '../../ledger/stored.ts'
import { sha256 } from '../signing.ts'
import { holdsSealed } from '../vault/index.ts'

/** A fact with its place in the tree. */
export interface PlacedFact {
  readonly leafIndex: number
  readonly event: RecordedEvent
}

const batch = 200

/** The facts of these records that stand in the tree of this size, in its order, read in batches. */
export async function* factsOf(
  { database }: Ledger,
  streams: readonly string[],
  treeSize: number,
): AsyncGenerator<PlacedFact> {
  const { reader } = database
  // Places first: to sort the facts themselves anew for each batch would cost the square of them.
  const places = await reader
    .selectFrom('leaf')
    .innerJoin('event', 'event.id', 'leaf.event_id')
    .select(['leaf.idx', 'leaf.event_id'])
    .where('leaf.idx', '<', treeSize)
    .where('event.stream', 'in', streams)
    .orderBy('leaf.idx')
    .execute()
  for (let from = 0; from < places.length; from += batch) {
    const part = places.slice(from, from + batch)
    const ids = part.map(({ event_id }) => event_id)
    const rows = await reader
      .selectFrom('event')
      .select(eventColumns)
      .where('id', 'in', ids)
      .execute()
    const events = new Map(rows.map((row) => [row.id, eventOfRow(row)]))
    for (const { idx, event_id } of part) {
      const event = events.get(event_id)
      // A row that was removed from under the tree: no pack may be made over it.
      if (event === undefined) throw new Error(`The fact ${event_id} is gone from the ledger.`)
      yield { leafIndex: Number(idx), event }
    }
  }
}

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
  return async (leafIndex: number): Promise<readonly string[]> =>
    orThrow(await inclusionProof(sha256, tiles, leafIndex, treeSize)).map(base64)
}

/** Adds facts up to the states that they make, record by record. */
export const createFolding = (ledger: Ledger, records: ReadonlyMap<string, Found>) => {
  const states = new Map<string, { readonly version: number; readonly state: unknown }>()
  return {
    add: (event: RecordedEvent): void => {
      const kind = ledger.kinds.get(event.kind)
      if (kind === undefined) throw new Error(`Nobody has taught this server "${event.kind}".`)
      const before = states.get(event.stream)?.state ?? kind.initial
      const state = foldInto(kind, before, [event])
      states.set(event.stream, { version: event.version, state })
    },
    /** Sorted by human id. */
    all: () =>
      [...states]
        .flatMap(([stream, folded]) => {
          const record = records.get(stream)
          return record === undefined
            ? []
            : [{ stream, kind: record.kind, humanId: record.humanId, ...folded }]
        })
        .sort((a, b) => (a.humanId < b.humanId ? -1 : 1)),
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
