import type { Kysely } from 'kysely'
import type { Findings } from './check.ts'
import type { Tables } from './tables.ts'
import { hashesAtLevel, tileWidth } from './tile.ts'
import type { TreeEdge } from './tree.ts'
import { hashLength } from './verify/merkle.ts'

/** What the tiles say of the leaves from one index to another: the hash, or undefined. */
export const leafTiles = async (
  reader: Kysely<Tables>,
  from: number,
  to: number,
): Promise<(leaf: number) => Uint8Array | undefined> => {
  const rows = await reader
    .selectFrom('tile')
    .select(['idx', 'hashes'])
    .where('level', '=', 0)
    .where('idx', '>=', Math.floor(from / tileWidth))
    .where('idx', '<=', Math.floor(to / tileWidth))
    .execute()
  const tiles = new Map(rows.map(({ idx, hashes }) => [Number(idx), new Uint8Array(hashes)]))
  return (leaf) => {
    const start = (leaf % tileWidth) * hashLength
    const hash = tiles.get(Math.floor(leaf / tileWidth))?.subarray(start, start + hashLength)
    return hash?.length === hashLength ? hash : undefined
  }
}

/** Tiles that still grow are compared once, as they stand at the end. */
export const compareLastTiles = async (
  reader: Kysely<Tables>,
  edge: TreeEdge,
  findings: Findings,
): Promise<void> => {
  for (const [level, hashes] of edge.partial.entries()) {
    if (hashes.length === 0) continue
    const index = Math.floor(hashesAtLevel(edge.size, level) / tileWidth)
    await compareTile(reader, level, index, hashes, findings)
  }
}

export const compareTile = async (
  reader: Kysely<Tables>,
  level: number,
  index: number,
  hashes: Uint8Array,
  findings: Findings,
): Promise<void> => {
  const row = await reader
    .selectFrom('tile')
    .select('hashes')
    .where('level', '=', level)
    .where('idx', '=', index)
    .executeTakeFirst()
  if (row === undefined || Buffer.compare(row.hashes, hashes) !== 0)
    findings.add('tile', `${level}/${index}`, 'The tile does not hold the hashes of these events.')
}

const named = 100

/** Tiles that no tree of this size has. */
export const findStrayTiles = async (
  reader: Kysely<Tables>,
  size: number,
  findings: Findings,
): Promise<void> => {
  const counts: number[] = []
  for (let level = 0; hashesAtLevel(size, level) > 0; level++)
    counts.push(Math.ceil(hashesAtLevel(size, level) / tileWidth))
  const strays = await reader
    .selectFrom('tile')
    .select(['level', 'idx'])
    .where((where) =>
      where.or([
        where('level', '>=', counts.length),
        where('level', '<', 0),
        where('idx', '<', 0),
        ...counts.map((count, level) =>
          where.and([where('level', '=', level), where('idx', '>=', count)]),
        ),
      ]),
    )
    .limit(named)
    .execute()
  for (const { level, idx } of strays)
    findings.add('tile', `${level}/${idx}`, 'The tile belongs to no event.')
}
