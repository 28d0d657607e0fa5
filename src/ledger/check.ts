import { sql } from 'kysely'
import { hex } from '../kernel/ids.ts'
import type { Sha256, VerifyEd25519 } from '../kernel/ports.ts'
import { isRefusal } from '../kernel/result.ts'
import { checkStates } from './check-states.ts'
import type { Database } from './database.ts'
import type { Kind } from './kind.ts'
import { eventColumns, eventOfRow, leafEntry } from './stored.ts'
import { appendLeaves, emptyEdge, rootOfEdge, type TileWrite, type TreeEdge } from './tree.ts'
import { openCheckpoint } from './verify/checkpoint.ts'
import { leafHash } from './verify/merkle.ts'
import type { VerifierKey } from './verify/verifier-key.ts'

/** One thing that is not as it was written. */
export interface Problem {
  readonly what: 'event' | 'leaf' | 'tile' | 'checkpoint' | 'state' | 'facet' | 'search' | 'order'
  /** The id of the row, as a person would look for it. */
  readonly where: string
  readonly message: string
}

export interface LedgerReport {
  readonly events: number
  readonly sequenced: number
  readonly streams: number
  readonly checkpoints: number
  readonly rootHash: string
  /** At most `reported` of them; `problemCount` counts all. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
}

export interface CheckParts {
  readonly database: Database
  readonly kinds: ReadonlyMap<string, Kind>
  readonly sha256: Sha256
  readonly verifyEd25519: VerifyEd25519
  readonly key: VerifierKey
  readonly onProgress?: (done: number) => void
}

const reported = 100
const batchSize = 2_000

export const createFindings = () => {
  const problems: Problem[] = []
  let count = 0
  return {
    add: (what: Problem['what'], where: string, message: string) => {
      count++
      if (problems.length < reported) problems.push({ what, where, message })
    },
    problems: problems as readonly Problem[],
    count: () => count,
  }
}
export type Findings = ReturnType<typeof createFindings>

/**
 * Recomputes everything the ledger holds: each event against its leaf, the leaves against tiles
 * and signed checkpoints, each record's state, facets and search text against its events. One
 * altered, missing or added row anywhere is found and named.
 */
export const checkLedger = async (parts: CheckParts): Promise<LedgerReport> => {
  const findings = createFindings()
  const tree = await checkTree(parts, findings)
  const states = await checkStates(parts, findings)
  return {
    events: states.events,
    sequenced: tree.edge.size,
    streams: states.streams,
    checkpoints: tree.checkpoints,
    rootHash: hex(rootOfEdge(parts.sha256, tree.edge)),
    problems: findings.problems,
    problemCount: findings.count(),
  }
}

const checkTree = async (parts: CheckParts, findings: Findings) => {
  const { database, sha256, onProgress } = parts
  const checkpoints = await readCheckpoints(parts, findings)
  const tiles = await tileCount(database)
  const seenTiles = new Set<string>()
  let edge: TreeEdge = emptyEdge
  for (;;) {
    const rows = await database.reader
      .selectFrom('leaf')
      .leftJoin('event', 'event.id', 'leaf.event_id')
      .select(['leaf.idx', 'leaf.event_id', 'leaf.hash'])
      .select(eventColumns.map((name) => `event.${name}` as const))
      .where('leaf.idx', '>=', edge.size)
      .orderBy('leaf.idx')
      .limit(batchSize)
      .execute()
    if (rows.length === 0) break
    const hashes: Uint8Array[] = []
    for (const [offset, row] of rows.entries()) {
      if (Number(row.idx) !== edge.size + offset) {
        findings.add('leaf', String(edge.size + offset), 'A leaf of the tree is missing.')
        return { edge, checkpoints: checkpoints.size }
      }
      hashes.push(checkLeaf(sha256, row, findings))
    }
    // Cut the batch at checkpoints, to compare the root at exactly their sizes.
    for (let from = 0; from < hashes.length; ) {
      const next = nextCheckpoint(checkpoints, edge.size, hashes.length - from)
      const part = hashes.slice(from, from + next)
      const appended = appendLeaves(sha256, edge, part)
      edge = appended.edge
      from += part.length
      await compareTiles(database, appended.writes, edge, findings, seenTiles)
      const root = checkpoints.get(edge.size)
      if (root !== undefined && root !== hex(rootOfEdge(sha256, edge)))
        findings.add(
          'checkpoint',
          String(edge.size),
          'The signed root is not the root of these events.',
        )
    }
    onProgress?.(edge.size)
  }
  for (const size of checkpoints.keys())
    if (size > edge.size)
      findings.add(
        'checkpoint',
        String(size),
        'A checkpoint was signed over more events than are here.',
      )
  await compareLastTiles(database, edge, findings)
  const expected = seenTiles.size
  if (tiles > expected)
    findings.add('tile', `${tiles - expected} rows`, 'There are tiles that belong to no event.')
  return { edge, checkpoints: checkpoints.size }
}

type LeafRow = { readonly idx: number; readonly event_id: string; readonly hash: Uint8Array } & {
  readonly [Column in (typeof eventColumns)[number]]: string | number | null
}

const checkLeaf = (sha256: Sha256, row: LeafRow, findings: Findings): Uint8Array => {
  const stored = new Uint8Array(row.hash)
  if (row.id === null) {
    findings.add('event', row.event_id, 'The event is gone; its leaf is still in the tree.')
    return stored
  }
  try {
    // The join found the event, so no column that must hold a value is null.
    const event = eventOfRow(row as Parameters<typeof eventOfRow>[0])
    const computed = leafHash(sha256, leafEntry(event))
    if (hex(computed) !== hex(stored))
      findings.add('event', event.id, `The event is not as it was recorded (leaf ${row.idx}).`)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    findings.add('event', String(row.id), `The event cannot be read any more: ${why}`)
  }
  return stored
}

const readCheckpoints = async (
  { database, verifyEd25519, key }: CheckParts,
  findings: Findings,
): Promise<ReadonlyMap<number, string>> => {
  const roots = new Map<number, string>()
  for (let after = -1; ; ) {
    const rows = await database.reader
      .selectFrom('checkpoint')
      .select(['size', 'note'])
      .where('size', '>', after)
      .orderBy('size')
      .limit(batchSize)
      .execute()
    for (const row of rows) {
      after = Number(row.size)
      const opened = openCheckpoint(verifyEd25519, row.note, { origin: key.name, keys: [key] })
      if (isRefusal(opened)) findings.add('checkpoint', String(after), opened.message)
      else if (opened.checkpoint.size !== after)
        findings.add(
          'checkpoint',
          String(after),
          'The checkpoint is for another size than its row.',
        )
      else roots.set(after, hex(opened.checkpoint.rootHash))
    }
    if (rows.length < batchSize) return roots
  }
}

const nextCheckpoint = (
  checkpoints: ReadonlyMap<number, string>,
  size: number,
  available: number,
): number => {
  for (let step = 1; step < available; step++) if (checkpoints.has(size + step)) return step
  return available
}

const tileCount = async (database: Database): Promise<number> => {
  const row = await database.reader
    .selectFrom('tile')
    .select((count) => count.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const fullTileBytes = 256 * 32

const compareTiles = async (
  database: Database,
  writes: readonly TileWrite[],
  _edge: TreeEdge,
  findings: Findings,
  seen: Set<string>,
): Promise<void> => {
  for (const { level, index, hashes } of writes) {
    seen.add(`${level}/${index}`)
    if (hashes.length === fullTileBytes) await compareTile(database, level, index, hashes, findings)
  }
}

/** Tiles that still grow are compared once, as they stand at the end. */
const compareLastTiles = async (
  database: Database,
  edge: TreeEdge,
  findings: Findings,
): Promise<void> => {
  for (const [level, hashes] of edge.partial.entries()) {
    if (hashes.length === 0) continue
    const index = Math.floor(edge.size / 256 ** (level + 1))
    await compareTile(database, level, index, hashes, findings)
  }
}

const compareTile = async (
  database: Database,
  level: number,
  index: number,
  hashes: Uint8Array,
  findings: Findings,
): Promise<void> => {
  const { rows } = await sql<{
    hashes: Uint8Array
  }>`select hashes from tile where level = ${level} and idx = ${index}`.execute(database.reader)
  const stored = rows[0]?.hashes
  if (stored === undefined || !Buffer.from(stored).equals(Buffer.from(hashes)))
    findings.add('tile', `${level}/${index}`, 'The tile does not hold the hashes of these events.')
}
