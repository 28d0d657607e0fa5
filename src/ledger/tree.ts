import type { Sha256 } from '../kernel/ports.ts'
import {
  foldPeaks,
  hashesAtLevel,
  hashesOf,
  joinHashes,
  largestPowerOfTwo,
  perfectRoot,
  sliceTile,
  type TileReader,
  type TileWrite,
  tileWidth,
} from './tile.ts'
import { emptyRoot, hashLength } from './verify/merkle.ts'

export type { TileReader, TileWrite } from './tile.ts'

/**
 * All that appending and the root need to know of a tree: its size, and for each level of tiles
 * the hashes of the last, partial tile (no bytes where the tile before has just been filled).
 */
export interface TreeEdge {
  readonly size: number
  readonly partial: readonly Uint8Array[]
}

export const emptyEdge: TreeEdge = { size: 0, partial: [] }

/**
 * The edge after the leaf hashes are appended, and the tiles that changed. Reads no tile; writes
 * one for each 256 leaves or part of them, and one at each level above that gained a hash.
 */
export const appendLeaves = (
  sha256: Sha256,
  edge: TreeEdge,
  leafHashes: readonly Uint8Array[],
): { readonly edge: TreeEdge; readonly writes: readonly TileWrite[] } => {
  if (leafHashes.some((hash) => hash.length !== hashLength))
    throw new Error(`A leaf hash has ${hashLength} bytes.`)
  const writes: TileWrite[] = []
  const partial: Uint8Array[] = []
  let added = leafHashes
  for (let level = 0; level < edge.partial.length || added.length > 0; level++) {
    const kept = edge.partial[level] ?? new Uint8Array(0)
    if (added.length === 0) {
      partial.push(kept)
      continue
    }
    const hashes = [...hashesOf(kept), ...added]
    const firstIndex = Math.floor(hashesAtLevel(edge.size, level) / tileWidth)
    const full: Uint8Array[] = []
    let last: Uint8Array = new Uint8Array(0)
    for (let at = 0; at < hashes.length; at += tileWidth) {
      const tile = hashes.slice(at, at + tileWidth)
      const bytes = joinHashes(tile)
      writes.push({ level, index: firstIndex + at / tileWidth, hashes: bytes })
      // Only a full tile is hashed into the level above (tlog-tiles, "Partial Tiles").
      if (tile.length === tileWidth) full.push(perfectRoot(sha256, tile))
      else last = bytes
    }
    partial.push(last)
    added = full
  }
  return { edge: { size: edge.size + leafHashes.length, partial }, writes }
}

/** Reads the edge of the tree of this size: at most one tile for each level. */
export const readEdge = async (reader: TileReader, size: number): Promise<TreeEdge> => {
  const partial: Promise<Uint8Array>[] = []
  for (let level = 0; hashesAtLevel(size, level) > 0; level++)
    partial.push(readPartial(reader, level, hashesAtLevel(size, level)))
  return { size, partial: await Promise.all(partial) }
}

const readPartial = async (
  reader: TileReader,
  level: number,
  hashes: number,
): Promise<Uint8Array> => {
  const width = hashes % tileWidth
  if (width === 0) return new Uint8Array(0)
  const index = Math.floor(hashes / tileWidth)
  return sliceTile(await reader(level, index), level, index, 0, width)
}

/** The root of the tree that ends at this edge (RFC 9162 section 2.1.1). */
export const rootOfEdge = (sha256: Sha256, edge: TreeEdge): Uint8Array => {
  if (edge.size === 0) return emptyRoot(sha256)
  // The width of each partial tile is a digit of the size to base 256, its subtrees that digit's
  // bits: from the top level down they are the perfect subtrees of the tree from left to right.
  const peaks = [...edge.partial].reverse().flatMap((tile) => peaksOf(sha256, hashesOf(tile)))
  return foldPeaks(sha256, peaks)
}

const peaksOf = (sha256: Sha256, hashes: readonly Uint8Array[]): readonly Uint8Array[] => {
  const peaks: Uint8Array[] = []
  for (let at = 0; at < hashes.length; ) {
    const width = largestPowerOfTwo(hashes.length - at)
    peaks.push(perfectRoot(sha256, hashes.slice(at, at + width)))
    at += width
  }
  return peaks
}

/** The root of the tree of this size, from its tiles: also of any size the tree once had. */
export const rootHash = async (
  sha256: Sha256,
  reader: TileReader,
  size: number,
): Promise<Uint8Array> => rootOfEdge(sha256, await readEdge(reader, size))
