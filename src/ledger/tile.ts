import type { Sha256 } from '../kernel/ports.ts'
import { hashLength, nodeHash } from './verify/merkle.ts'

/** Hashes in a full tile, which stands for a subtree of height 8 (C2SP tlog-tiles, "Merkle Tree"). */
export const tileWidth = 256
export const tileHeight = 8

/**
 * Gives the hashes of a tile, one after the other: at level l and index n the roots of the subtrees
 * D[(n·256+i)·256^l : (n·256+i+1)·256^l]. The tile of a larger tree serves a smaller one, as its
 * beginning is the same.
 */
export type TileReader = (level: number, index: number) => Promise<Uint8Array>

/** A tile as it now is, whole: it replaces the one of that level and index. */
export interface TileWrite {
  readonly level: number
  readonly index: number
  /** 32 bytes for each hash, 1 to 256 of them. */
  readonly hashes: Uint8Array
}

/** Hashes at this level of a tree of this size, over all tiles of the level. */
export const hashesAtLevel = (size: number, level: number): number =>
  Math.floor(size / tileWidth ** level)

/** Splits concatenated hashes. */
export const hashesOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const hashes: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += hashLength)
    hashes.push(bytes.subarray(at, at + hashLength))
  return hashes
}

export const joinHashes = (hashes: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * hashLength)
  for (const [index, hash] of hashes.entries()) bytes.set(hash, index * hashLength)
  return bytes
}

/**
 * Hashes `from` to `from + count` of a tile, in bytes. Throws when the tile does not have them:
 * a store that lost a tile must stop the ledger, not give another root.
 */
export const sliceTile = (
  tile: Uint8Array,
  level: number,
  index: number,
  from: number,
  count: number,
): Uint8Array => {
  const end = (from + count) * hashLength
  if (tile.length < end)
    throw new Error(
      `Tile ${level}/${index} has ${tile.length} bytes where ${end} are needed: rebuild the tiles from the events.`,
    )
  return tile.slice(from * hashLength, end)
}

/** The root over hashes whose count is a power of two. */
export const perfectRoot = (sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array => {
  let row = hashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at < row.length; at += 2) {
      const left = row[at]
      const right = row[at + 1]
      if (left === undefined || right === undefined) break
      above.push(nodeHash(sha256, left, right))
    }
    row = above
  }
  const [root] = row
  if (root === undefined) throw new Error('A subtree without hashes has no root.')
  return root
}

/**
 * The roots of perfect subtrees from left to right, each smaller than the one before, folded into
 * the root over all (RFC 9162 section 2.1.1).
 */
export const foldPeaks = (sha256: Sha256, peaks: readonly Uint8Array[]): Uint8Array =>
  peaks.reduceRight((right, left) => nodeHash(sha256, left, right))

/** Largest power of two that is not above the count, which must be at least 1. */
export const largestPowerOfTwo = (count: number): number => {
  let power = 1
  while (power * 2 <= count) power *= 2
  return power
}

/**
 * Where a tile is served and stored (C2SP tlog-tiles): `tile/0/x001/x234/067`, and `.p/112` behind
 * it for a partial tile of 112 hashes.
 */
export const tilePath = (level: number, index: number, width: number = tileWidth): string => {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`
}

/** A tile as an address names it; `width` 256 is the full one. */
export interface TileAddress {
  readonly level: number
  readonly index: number
  readonly width: number
}

/** Reads what stands behind `tile/` in an address, strictly; undefined where it names no tile of hashes. */
export const readTilePath = (path: string): TileAddress | undefined => {
  const found = /^(0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (found === null) return undefined
  const [, level = '', name = '', part] = found
  const address = {
    level: Number(level),
    index: Number(name.replaceAll(/[x/]/g, '')),
    width: part === undefined ? tileWidth : Number(part),
  }
  const { index, width } = address
  // One name for each tile: no leading groups of zeroes, no partial tile that is full.
  return `tile/${path}` === tilePath(address.level, index, width) &&
    address.level < 64 &&
    (part === undefined || width < tileWidth)
    ? address
    : undefined
}
