import type { Kysely } from 'kysely'
import { hex } from '../kernel/ids.ts'
import { breath } from './breath.ts'
import type { CheckParts, Findings } from './check.ts'
import { type Checkpoints, checkCheckpoints } from './check-checkpoints.ts'
import { compareLastTiles, compareTile, findStrayTiles, leafTiles } from './check-tiles.ts'
import { eventColumns, leafEntryOfRow } from './stored.ts'
import type { Tables } from './tables.ts'
import { appendLeaves, emptyEdge, rootOfEdge, type TreeEdge } from './tree.ts'
import { hashLength, leafHash } from './verify/merkle.ts'

/** Few enough that a list waits for no more than some milliseconds behind them. */
const batchSize = 500
const fullTileBytes = 256 * hashLength

/** Each event against its leaf, the leaves against the tiles, the root against each checkpoint. */
export const checkTree = async (
  parts: CheckParts,
  reader: Kysely<Tables>,
  findings: Findings,
): Promise<{ readonly edge: TreeEdge; readonly checkpoints: number }> => {
  const checkpoints = await checkCheckpoints(parts, reader, findings)
  let edge: TreeEdge = emptyEdge
  const place: Place = { next: 0, position: 0 }
  for (let after = -1; ; ) {
    await breath()
    const rows = await leafRows(reader, after)
    const last = rows.at(-1)
    if (last === undefined) break
    after = Number(last.idx)
    const witness = await leafTiles(reader, place.next, Math.max(after, place.next))
    const hashes: Uint8Array[] = []
    for (const row of rows)
      hashes.push(...checkRow(parts, row, place, checkpoints.last, witness, findings))
    edge = await addLeaves(parts, reader, edge, hashes, checkpoints, findings)
    parts.onProgress?.(edge.size)
  }
  if (edge.size < checkpoints.last)
    findings.add(
      'leaf',
      String(edge.size),
      `The leaves from ${edge.size} to ${checkpoints.last - 1} are missing: a checkpoint was signed over them.`,
    )
  else if (edge.size > checkpoints.last)
    findings.add(
      'checkpoint',
      String(edge.size),
      `No signed checkpoint covers the leaves from ${checkpoints.last} to ${edge.size - 1}.`,
    )
  await compareLastTiles(reader, edge, findings)
  await findStrayTiles(reader, edge.size, findings)
  await findLeftBehind(parts, reader, edge.size, findings)
  return { edge, checkpoints: checkpoints.count }
}

/** Where the walk along the leaves stands: the index and the least position that must come next. */
interface Place {
  next: number
  position: number
}

const leafRows = (reader: Kysely<Tables>, after: number) =>
  reader
    .selectFrom('leaf')
    .leftJoin('event', 'event.id', 'leaf.event_id')
    .select(['leaf.idx', 'leaf.event_id', 'leaf.hash', 'event.position'])
    .select(eventColumns.map((name) => `event.${name}` as const))
    .where('leaf.idx', '>', after)
    .orderBy('leaf.idx')
    .limit(batchSize)
    .execute()

type LeafRow = Awaited<ReturnType<typeof leafRows>>[number]
type Witness = Awaited<ReturnType<typeof leafTiles>>

/** The hashes that this row adds to the tree: its own, and before it those of missing leaves. */
const checkRow = (
  parts: CheckParts,
  row: LeafRow,
  place: Place,
  signed: number,
  witness: Witness,
  findings: Findings,
): readonly Uint8Array[] => {
  const idx = Number(row.idx)
  const hashes: Uint8Array[] = []
  if (idx > place.next && idx >= signed) {
    findings.add('leaf', String(idx), 'The leaf stands beyond the end of the tree.')
    return hashes
  }
  for (; place.next < idx; place.next++) {
    findings.add('leaf', String(place.next), 'A leaf of the tree is missing.')
    hashes.push(witness(place.next) ?? new Uint8Array(hashLength))
  }
  hashes.push(checkLeaf(parts, row, witness(idx), findings))
  place.next++
  // On PostgreSQL positions may overtake each other: they are given before transactions end.
  if (parts.database.engine === 'sqlite' && row.position !== null) {
    if (row.position <= place.position)
      findings.add('order', row.event_id, `The event stands in another order than leaf ${idx}.`)
    place.position = row.position
  }
  return hashes
}

/** Event, leaf and tile say the same thing three times: the one that differs was altered. */
const checkLeaf = (
  { sha256 }: CheckParts,
  row: LeafRow,
  tiled: Uint8Array | undefined,
  findings: Findings,
): Uint8Array => {
  const stored = new Uint8Array(row.hash)
  if (row.id === null) {
    findings.add('event', row.event_id, `The event of leaf ${row.idx} is not there.`)
    return stored.length === hashLength ? stored : (tiled ?? new Uint8Array(hashLength))
  }
  // The join found the event, so no column that must hold a value is null.
  const computed = leafHash(sha256, leafEntryOfRow(row as Parameters<typeof leafEntryOfRow>[0]))
  if (isSame(computed, stored)) return computed
  if (tiled !== undefined && isSame(computed, tiled)) {
    findings.add('leaf', String(row.idx), 'The leaf does not hold the hash of its event.')
    return computed
  }
  findings.add('event', row.id, `The event is not as it was recorded (leaf ${row.idx}).`)
  return stored.length === hashLength ? stored : (tiled ?? computed)
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/** Appends to the tree, stopping at each checkpoint's size to compare the root. */
const addLeaves = async (
  { sha256 }: CheckParts,
  reader: Kysely<Tables>,
  before: TreeEdge,
  hashes: readonly Uint8Array[],
  { roots }: Checkpoints,
  findings: Findings,
): Promise<TreeEdge> => {
  let edge = before
  for (let from = 0; from < hashes.length; ) {
    let to = from + 1
    while (to < hashes.length && !roots.has(before.size + to)) to++
    const appended = appendLeaves(sha256, edge, hashes.slice(from, to))
    edge = appended.edge
    from = to
    for (const { level, index, hashes: tile } of appended.writes)
      if (tile.length === fullTileBytes) await compareTile(reader, level, index, tile, findings)
    const root = roots.get(edge.size)
    if (root !== undefined && root !== hex(rootOfEdge(sha256, edge)))
      findings.add(
        'checkpoint',
        String(edge.size),
        'The signed root is not the root of these events.',
      )
  }
  return edge
}

/** Events that are not in the tree although later ones are: nothing would ever take them. */
const findLeftBehind = async (
  { database }: CheckParts,
  reader: Kysely<Tables>,
  size: number,
  findings: Findings,
): Promise<void> => {
  const last = await reader
    .selectFrom('leaf')
    .innerJoin('event', 'event.id', 'leaf.event_id')
    .select('event.position')
    .where('leaf.idx', '=', size - 1)
    .executeTakeFirst()
  if (last === undefined) return
  // Counting is quick, looking is not; and mostly there is nothing to find.
  const all = await countEvents(reader)
  if (all - (await countEvents(reader, last.position)) === size) return
  const outside = await reader
    .selectFrom('event')
    .select(['event.id', 'event.position'])
    .where('event.position', '<', last.position)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('leaf').select('leaf.idx').whereRef('leaf.event_id', '=', 'event.id'),
        ),
      ),
    )
    .limit(batchSize)
    .execute()
  if (outside.length === 0) return
  // On PostgreSQL a transaction that ended late is taken a moment later: look again outside.
  const taken = await database.reader
    .selectFrom('leaf')
    .select('event_id')
    .where(
      'event_id',
      'in',
      outside.map(({ id }) => id),
    )
    .execute()
  const now = new Set(taken.map(({ event_id }) => event_id))
  for (const { id } of outside)
    if (!now.has(id))
      findings.add('event', id, 'The event is not in the tree, though later ones are.')
}

const countEvents = async (reader: Kysely<Tables>, after?: number): Promise<number> => {
  let query = reader.selectFrom('event').select(({ fn }) => fn.countAll<number>().as('count'))
  if (after !== undefined) query = query.where('position', '>', after)
  return Number((await query.executeTakeFirstOrThrow()).count)
}
