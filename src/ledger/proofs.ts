import type { Sha256 } from '../kernel/ports.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import {
  foldPeaks,
  hashesOf,
  largestPowerOfTwo,
  perfectRoot,
  sliceTile,
  type TileReader,
  tileHeight,
  tileWidth,
} from './tile.ts'

/** Leaves from `start` up to but without `end`. */
interface Range {
  readonly start: number
  readonly end: number
}

/**
 * The path that `verifyInclusion` takes (RFC 9162 section 2.1.3.1), read from the tiles of this
 * size or any later one. Refuses with `merkle/index-beyond-tree`.
 */
export const inclusionProof = async (
  sha256: Sha256,
  reader: TileReader,
  leafIndex: number,
  treeSize: number,
): Promise<readonly Uint8Array[] | Refusal> => {
  if (!isCount(leafIndex) || !isCount(treeSize) || leafIndex >= treeSize)
    return refuse('merkle/index-beyond-tree', 'No such entry is in the tree of this size.', {
      leafIndex,
      treeSize,
    })
  return hashRanges(sha256, reader, siblingsOf(leafIndex, treeSize))
}

/** What lies beside the way from the leaf to the root, from the leaf up. */
const siblingsOf = (leafIndex: number, treeSize: number): readonly Range[] => {
  const siblings: Range[] = []
  let { start, end }: Range = { start: 0, end: treeSize }
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (leafIndex < middle) {
      siblings.push({ start: middle, end })
      end = middle
    } else {
      siblings.push({ start, end: middle })
      start = middle
    }
  }
  return siblings.reverse()
}

/** Hashes kept between proofs: neighbours share nearly all of their ways. */
const rangesKept = 1_024

/**
 * `inclusionProof` for many leaves of one tree. In the tree's order each hash is reckoned once; in
 * any order the paths are the same. The leaves must be in the tree.
 */
export const inclusionProofs = (sha256: Sha256, reader: TileReader, treeSize: number) => {
  const kept = new Map<string, Promise<Uint8Array>>()
  const hashOf = (range: Range): Promise<Uint8Array> => {
    const key = `${range.start}-${range.end}`
    const hash = kept.get(key) ?? hashRange(sha256, reader, range)
    // A map keeps the order of insertion: putting it back makes it the youngest.
    kept.delete(key)
    kept.set(key, hash)
    for (const oldest of kept.keys()) {
      if (kept.size <= rangesKept) break
      kept.delete(oldest)
    }
    return hash
  }
  return (leafIndex: number): Promise<readonly Uint8Array[]> =>
    Promise.all(siblingsOf(leafIndex, treeSize).map(hashOf))
}

/**
 * The path that `verifyConsistency` takes (RFC 9162 section 2.1.4.1), empty where the sizes are
 * equal or the first is 0. Refuses with `merkle/tree-shrank`.
 */
export const consistencyProof = async (
  sha256: Sha256,
  reader: TileReader,
  firstSize: number,
  secondSize: number,
): Promise<readonly Uint8Array[] | Refusal> => {
  if (!isCount(firstSize) || !isCount(secondSize) || firstSize > secondSize)
    return refuse('merkle/tree-shrank', 'The earlier size must not be larger than the later.', {
      firstSize,
      secondSize,
    })
  if (firstSize === 0) return []
  // SUBPROOF(m, D[n], b): b says that the range up to here is the whole first tree, whose root the
  // verifier has already.
  const hashes: Range[] = []
  let { start, end }: Range = { start: 0, end: secondSize }
  let wholeFirstTree = true
  while (end !== firstSize) {
    const middle = start + split(end - start)
    if (firstSize <= middle) {
      hashes.push({ start: middle, end })
      end = middle
    } else {
      hashes.push({ start, end: middle })
      start = middle
      wholeFirstTree = false
    }
  }
  if (!wholeFirstTree) hashes.push({ start, end })
  return hashRanges(sha256, reader, hashes.reverse())
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** The largest power of two that is smaller than the count (k in section 2.1.1). */
const split = (count: number): number => largestPowerOfTwo(count - 1)

/** Reads each tile once, all at the same time. */
const hashRanges = (
  sha256: Sha256,
  reader: TileReader,
  ranges: readonly Range[],
): Promise<readonly Uint8Array[]> => {
  const tiles = new Map<string, Promise<Uint8Array>>()
  const readOnce: TileReader = (level, index) => {
    const key = `${level}/${index}`
    const tile = tiles.get(key) ?? reader(level, index)
    tiles.set(key, tile)
    return tile
  }
  return Promise.all(ranges.map((range) => hashRange(sha256, readOnce, range)))
}

const hashRange = async (
  sha256: Sha256,
  reader: TileReader,
  { start, end }: Range,
): Promise<Uint8Array> => {
  const peaks: Promise<Uint8Array>[] = []
  for (let at = start; at < end; ) {
    const width = largestPowerOfTwo(end - at)
    peaks.push(perfectSubtree(sha256, reader, at, width))
    at += width
  }
  return foldPeaks(sha256, await Promise.all(peaks))
}

/** The root over `width` leaves from `start`; `width` is a power of two and divides `start`. */
const perfectSubtree = async (
  sha256: Sha256,
  reader: TileReader,
  start: number,
  width: number,
): Promise<Uint8Array> => {
  const level = Math.floor(Math.log2(width) / tileHeight)
  const leavesOfHash = tileWidth ** level
  const first = start / leavesOfHash
  const index = Math.floor(first / tileWidth)
  const tile = await reader(level, index)
  const hashes = sliceTile(tile, level, index, first % tileWidth, width / leavesOfHash)
  return perfectRoot(sha256, hashesOf(hashes))
}
