import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../test/support/crypto.ts'
import {
  leafHashes,
  naiveConsistency,
  naiveInclusion,
  naiveRoot,
} from '../../test/support/naive-tree.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { consistencyProof, inclusionProof, inclusionProofs } from './proofs.ts'
import { type TileReader, tilePath } from './tile.ts'
import { appendLeaves, emptyEdge, readEdge, rootHash, rootOfEdge, type TreeEdge } from './tree.ts'
import { verifyConsistency, verifyInclusion } from './verify/merkle.ts'

const most = 2_000
const leaves = leafHashes(most)

/** Tiles in a map, counting what is read and written, as a table would hold them. */
const tileTable = () => {
  const tiles = new Map<string, Uint8Array>()
  const touched = { reads: 0, writes: 0 }
  let edge: TreeEdge = emptyEdge
  const reader: TileReader = async (level, index) => {
    touched.reads++
    return tiles.get(`${level}/${index}`) ?? new Uint8Array(0)
  }
  const append = (added: readonly Uint8Array[]): void => {
    const result = appendLeaves(sha256, edge, added)
    for (const { level, index, hashes } of result.writes) tiles.set(`${level}/${index}`, hashes)
    touched.writes += result.writes.length
    edge = result.edge
  }
  return { tiles, touched, reader, append, edge: () => edge }
}

const filled = (size: number) => {
  const table = tileTable()
  table.append(leaves.slice(0, size))
  return table
}

const whole = filled(most)

describe('the tree in tiles', () => {
  it('has the root of the plain recursive tree at every size', async () => {
    for (const size of [...Array(70).keys(), 255, 256, 257, 511, 512, 513, 1_000, 1_999, most])
      expect(await rootHash(sha256, whole.reader, size)).toEqual(naiveRoot(leaves.slice(0, size)))
  })

  it('has one form, however the leaves were batched', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), (batches) => {
        const table = tileTable()
        let size = 0
        for (const batch of batches) {
          const end = Math.min(size + batch, most)
          table.append(leaves.slice(size, end))
          size = end
        }
        const atOnce = filled(size)
        expect(table.tiles).toEqual(atOnce.tiles)
        expect(table.edge()).toEqual(atOnce.edge())
        expect(rootOfEdge(sha256, table.edge())).toEqual(naiveRoot(leaves.slice(0, size)))
      }),
      { numRuns: 40 },
    )
  })

  it('takes leaves one at a time across every boundary of a tile', () => {
    const table = tileTable()
    for (let size = 0; size < 600; size++) table.append(leaves.slice(size, size + 1))
    expect(table.tiles).toEqual(filled(600).tiles)
    expect(rootOfEdge(sha256, table.edge())).toEqual(naiveRoot(leaves.slice(0, 600)))
  })

  it('reads its edge back, so that a restart continues the same tree', async () => {
    for (const size of [0, 1, 255, 256, 257, 512, 1_500]) {
      const table = filled(size)
      expect(await readEdge(table.reader, size)).toEqual(table.edge())
    }
  })

  it('keeps three levels as the example of tlog-tiles says: 70 000 leaves', async () => {
    const table = tileTable()
    const many = leafHashes(70_000)
    table.append(many)
    const widths = [...table.tiles].map(([key, bytes]) => `${key}:${bytes.length / 32}`)
    expect(widths).toHaveLength(274 + 2 + 1)
    expect(widths.slice(-4)).toEqual(['0/273:112', '1/0:256', '1/1:17', '2/0:1'])
    expect(await rootHash(sha256, table.reader, 70_000)).toEqual(naiveRoot(many))
    expect(await inclusionProof(sha256, table.reader, 65_536, 70_000)).toEqual(
      naiveInclusion(65_536, many),
    )
    expect(await consistencyProof(sha256, table.reader, 65_537, 70_000)).toEqual(
      naiveConsistency(65_537, many),
    )
  })

  it('touches only the tiles that an append or a proof needs', async () => {
    const table = tileTable()
    table.append(leafHashes(66_000))
    table.touched.writes = 0
    table.append(leafHashes(1, 66_000))
    expect(table.touched.writes).toBe(1)
    table.append(leafHashes(1_000, 66_001))
    // 1 000 leaves from the middle of a tile: 5 tiles of leaves, one above.
    expect(table.touched.writes).toBe(1 + 5 + 1)
    table.touched.reads = 0
    orThrow(await inclusionProof(sha256, table.reader, 12_345, 67_001))
    expect(table.touched.reads).toBeLessThanOrEqual(6)
    table.touched.reads = 0
    orThrow(await consistencyProof(sha256, table.reader, 12_345, 67_001))
    expect(table.touched.reads).toBeLessThanOrEqual(6)
  })

  it('throws where the store has lost a tile, rather than give another root', async () => {
    const table = filled(600)
    table.tiles.delete('0/2')
    await expect(rootHash(sha256, table.reader, 600)).rejects.toThrow(/Tile 0\/2/)
    await expect(inclusionProof(sha256, table.reader, 590, 600)).rejects.toThrow(/Tile 0\/2/)
  })

  it('throws on a leaf hash of another length', () => {
    expect(() => appendLeaves(sha256, emptyEdge, [new Uint8Array(31)])).toThrow(/32 bytes/)
  })
})

describe('proofs from tiles', () => {
  it('are those of the plain recursive tree, for every leaf of small trees', async () => {
    for (let size = 1; size <= 34; size++)
      for (let index = 0; index < size; index++)
        expect(await inclusionProof(sha256, whole.reader, index, size)).toEqual(
          naiveInclusion(index, leaves.slice(0, size)),
        )
  })

  it('are the same for many leaves of one tree, in any order', async () => {
    const size = leaves.length
    const pathOf = inclusionProofs(sha256, whole.reader, size)
    const some = Array.from({ length: 40 }, (_, at) => (at * 7_919) % size)
    for (const index of [...some, ...some.toSorted((one, other) => one - other), size - 1])
      expect(await pathOf(index)).toEqual(await inclusionProof(sha256, whole.reader, index, size))
  })

  it('are those of the plain recursive tree, for every pair of small sizes', async () => {
    for (let second = 1; second <= 34; second++)
      for (let first = 1; first <= second; first++)
        expect(await consistencyProof(sha256, whole.reader, first, second)).toEqual(
          naiveConsistency(first, leaves.slice(0, second)),
        )
  })

  it('verify at any index and size, read from the tiles of the size or of a later one', async () => {
    const roots = new Map<number, Uint8Array>()
    const rootAt = (size: number): Uint8Array => {
      const root = roots.get(size) ?? naiveRoot(leaves.slice(0, size))
      roots.set(size, root)
      return root
    }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: most }),
        fc.nat(),
        fc.boolean(),
        async (size, pick, later) => {
          const { reader } = later ? whole : filled(size)
          const index = pick % size
          const path = orThrow(await inclusionProof(sha256, reader, index, size))
          const leaf = leaves[index] ?? new Uint8Array(0)
          const claim = { leafIndex: index, treeSize: size, path, rootHash: rootAt(size) }
          expect(verifyInclusion(sha256, { ...claim, leafHash: leaf })).toBe(true)
          const wrong = leaves[(index + 1) % most] ?? new Uint8Array(0)
          expect(isRefusal(verifyInclusion(sha256, { ...claim, leafHash: wrong }))).toBe(true)

          const consistency = {
            firstSize: index,
            firstRoot: rootAt(index),
            secondSize: size,
            secondRoot: rootAt(size),
            path: orThrow(await consistencyProof(sha256, reader, index, size)),
          }
          expect(verifyConsistency(sha256, consistency)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are refused for entries and sizes that are not there', async () => {
    const { reader } = whole
    for (const [index, size] of [
      [0, 0],
      [5, 5],
      [-1, 5],
      [1.5, 5],
      [0, Number.NaN],
    ] as const)
      expect(await inclusionProof(sha256, reader, index, size)).toMatchObject({
        code: 'merkle/index-beyond-tree',
      })
    expect(await consistencyProof(sha256, reader, 6, 5)).toMatchObject({
      code: 'merkle/tree-shrank',
    })
  })
})

describe('paths of tiles', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [1, 67, 17, 'tile/1/067.p/17'],
    [0, 1_234_067, 256, 'tile/0/x001/x234/067'],
    [2, 999, 1, 'tile/2/999.p/1'],
    [0, 1_000, 256, 'tile/0/x001/000'],
  ])('level %i, index %i, width %i is %s', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path)
  })
})
