import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../test/support/crypto.ts'
import {
  leafHashes,
  naiveConsistency,
  naiveInclusion,
  naiveRoot,
} from '../../../test/support/naive-tree.ts'
import { hex } from '../../kernel/ids.ts'
import {
  type ConsistencyClaim,
  emptyRoot,
  type InclusionClaim,
  leafHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const leaves = leafHashes(300)
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const flip = (hash: Uint8Array, bit: number): Uint8Array =>
  hash.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

const inclusionOf = (leafIndex: number, treeSize: number): InclusionClaim => {
  const tree = leaves.slice(0, treeSize)
  return {
    leafHash: leaves[leafIndex] ?? new Uint8Array(0),
    leafIndex,
    treeSize,
    rootHash: naiveRoot(tree),
    path: naiveInclusion(leafIndex, tree),
  }
}

const consistencyOf = (firstSize: number, secondSize: number): ConsistencyClaim => ({
  firstSize,
  firstRoot: naiveRoot(leaves.slice(0, firstSize)),
  secondSize,
  secondRoot: naiveRoot(leaves.slice(0, secondSize)),
  path: firstSize === 0 ? [] : naiveConsistency(firstSize, leaves.slice(0, secondSize)),
})

describe('tree hashes (RFC 9162 section 2.1.1)', () => {
  it('is SHA-256 of nothing for the empty tree', () => {
    expect(hex(emptyRoot(sha256))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  // The eight entries that the Certificate Transparency reference implementations share.
  it('gives the roots that Certificate Transparency has published for its eight entries', () => {
    const entries = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ].map((entry) => leafHash(sha256, bytes(entry)))
    expect(entries.map((_, index) => hex(naiveRoot(entries.slice(0, index + 1))))).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ])
  })
})

describe('inclusion (RFC 9162 section 2.1.3.2)', () => {
  it('proves every leaf of every tree up to 40 leaves', () => {
    for (let size = 1; size <= 40; size++)
      for (let index = 0; index < size; index++)
        expect(verifyInclusion(sha256, inclusionOf(index, size))).toBe(true)
  })

  it('refuses the proof of a leaf at any other index or size', () => {
    for (let size = 1; size <= 20; size++)
      for (let index = 0; index < size; index++) {
        const claim = inclusionOf(index, size)
        for (let other = 0; other < size; other++)
          if (other !== index)
            expect(verifyInclusion(sha256, { ...claim, leafIndex: other })).toMatchObject({
              refused: true,
            })
      }
  })

  it('refuses any flipped bit of leaf, root or path, and a path with a hash more or fewer', () => {
    fc.assert(
      fc.property(position(), fc.nat(255), fc.nat(), ({ index, size }, bit, pick) => {
        const claim = inclusionOf(index, size)
        const at = pick % Math.max(claim.path.length, 1)
        const damaged: InclusionClaim[] = [
          { ...claim, leafHash: flip(claim.leafHash, bit) },
          { ...claim, rootHash: flip(claim.rootHash, bit) },
          { ...claim, path: [...claim.path, claim.rootHash] },
        ]
        if (claim.path.length > 0)
          damaged.push(
            { ...claim, path: claim.path.map((hash, i) => (i === at ? flip(hash, bit) : hash)) },
            { ...claim, path: claim.path.filter((_, i) => i !== at) },
          )
        expect(verifyInclusion(sha256, claim)).toBe(true)
        for (const one of damaged)
          expect(verifyInclusion(sha256, one)).toMatchObject({ refused: true })
      }),
    )
  })

  it('shows both roots when the proof leads elsewhere', () => {
    const claim = inclusionOf(3, 7)
    const rootHash = flip(claim.rootHash, 0)
    expect(verifyInclusion(sha256, { ...claim, rootHash })).toMatchObject({
      code: 'merkle/root-differs',
      details: { computed: hex(claim.rootHash), claimed: hex(rootHash) },
    })
  })

  it.each([
    ['an index beyond the tree', { leafIndex: 7 }, 'merkle/index-beyond-tree'],
    ['any leaf of the empty tree', { leafIndex: 0, treeSize: 0 }, 'merkle/index-beyond-tree'],
    ['a negative index', { leafIndex: -1 }, 'merkle/not-a-count'],
    ['half an index', { leafIndex: 0.5 }, 'merkle/not-a-count'],
    ['a size beyond what we count', { treeSize: 2 ** 53 }, 'merkle/not-a-count'],
    ['a short root', { rootHash: new Uint8Array(31) }, 'merkle/not-a-hash'],
    ['an empty hash in the path', { path: [new Uint8Array(0)] }, 'merkle/not-a-hash'],
    ['an endless path', { path: leaves }, 'merkle/path-too-long'],
  ])('refuses %s', (_name, change, code) => {
    expect(verifyInclusion(sha256, { ...inclusionOf(3, 7), ...change })).toMatchObject({ code })
  })

  it('counts beyond 32 bits', () => {
    const treeSize = 2 ** 40
    const claim = { leafIndex: 2 ** 39 + 5, treeSize, path: leaves.slice(0, 40) }
    const [leaf = new Uint8Array(0)] = leaves
    expect(verifyInclusion(sha256, { ...claim, leafHash: leaf, rootHash: leaf })).toMatchObject({
      code: 'merkle/root-differs',
    })
  })
})

describe('consistency (RFC 9162 section 2.1.4.2)', () => {
  it('proves every pair of sizes up to 40', () => {
    for (let second = 0; second <= 40; second++)
      for (let first = 0; first <= second; first++)
        expect(verifyConsistency(sha256, consistencyOf(first, second))).toBe(true)
  })

  it('refuses any flipped bit of a root or the path, and a path with a hash more or fewer', () => {
    fc.assert(
      fc.property(position(), fc.nat(255), fc.nat(), ({ index, size }, bit, pick) => {
        const claim = consistencyOf(index + 1, size)
        const at = pick % Math.max(claim.path.length, 1)
        const damaged: ConsistencyClaim[] = [
          { ...claim, firstRoot: flip(claim.firstRoot, bit) },
          { ...claim, secondRoot: flip(claim.secondRoot, bit) },
          { ...claim, path: [...claim.path, claim.firstRoot] },
        ]
        if (claim.path.length > 0)
          damaged.push(
            { ...claim, path: claim.path.map((hash, i) => (i === at ? flip(hash, bit) : hash)) },
            { ...claim, path: claim.path.filter((_, i) => i !== at) },
          )
        expect(verifyConsistency(sha256, claim)).toBe(true)
        for (const one of damaged)
          expect(verifyConsistency(sha256, one)).toMatchObject({ refused: true })
      }),
    )
  })

  it('refuses a tree whose past was rewritten, whatever proof is made from it', () => {
    for (let second = 2; second <= 20; second++)
      for (let first = 1; first <= second; first++) {
        const rewritten = leaves.slice(0, second)
        rewritten[first - 1] = leaves[299] ?? new Uint8Array(0)
        expect(
          verifyConsistency(sha256, {
            ...consistencyOf(first, second),
            secondRoot: naiveRoot(rewritten),
            path: naiveConsistency(first, rewritten),
          }),
        ).toMatchObject({ refused: true })
      }
  })

  it.each([
    ['a tree that shrank', { firstSize: 8 }, 'merkle/tree-shrank'],
    ['a proof without hashes', { path: [] }, 'merkle/path-too-short'],
    ['equal sizes with other roots', { firstSize: 7, path: [] }, 'merkle/second-root-differs'],
    [
      'a root of the empty tree that is not',
      { firstSize: 0, path: [] },
      'merkle/first-root-differs',
    ],
    ['a path from the empty tree', { firstSize: 0 }, 'merkle/path-too-long'],
    ['sizes that are no numbers', { secondSize: Number.NaN }, 'merkle/not-a-count'],
  ])('refuses %s', (_name, change, code) => {
    expect(verifyConsistency(sha256, { ...consistencyOf(3, 7), ...change })).toMatchObject({ code })
  })
})

const position = () =>
  fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.nat())
    .map(([size, pick]) => ({ size, index: pick % size }))
