import { hex } from '../../kernel/ids.ts'
import type { Sha256 } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** Bytes in a hash of the tree (SHA-256). */
export const hashLength = 32

/** A tree of 2^53 leaves, the most we count, has audit paths of at most 53 hashes. */
const longestPath = 53

/** HASH(), the root of the tree without leaves (RFC 9162 section 2.1.1). */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array(0))

/** HASH(0x00 || entry): the prefix keeps a leaf from passing for a node (section 2.1.1). */
export const leafHash = (sha256: Sha256, entry: Uint8Array): Uint8Array => {
  const input = new Uint8Array(1 + entry.length)
  input.set(entry, 1)
  return sha256(input)
}

/** HASH(0x01 || left || right) (section 2.1.1). */
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => {
  const input = new Uint8Array(1 + left.length + right.length)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 1 + left.length)
  return sha256(input)
}

/** The claim that a leaf stands at an index of the tree with this size and root. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array
  /** Counts from 0. */
  readonly leafIndex: number
  readonly treeSize: number
  readonly rootHash: Uint8Array
  /** Sibling hashes from the leaf upwards. */
  readonly path: readonly Uint8Array[]
}

/**
 * Whether the path proves the claim (RFC 9162 section 2.1.3.2). Refuses with `merkle/…`; when the
 * path leads to another root, `details` has both roots in hex.
 */
export const verifyInclusion = (sha256: Sha256, claim: InclusionClaim): true | Refusal => {
  const malformed = checkForm([claim.treeSize, claim.leafIndex], claim.path, [
    claim.leafHash,
    claim.rootHash,
  ])
  if (malformed !== undefined) return malformed

  // 1. Compare leaf_index with tree_size.
  if (claim.leafIndex >= claim.treeSize)
    return refuse('merkle/index-beyond-tree', 'The leaf would lie outside the tree.', {
      leafIndex: claim.leafIndex,
      treeSize: claim.treeSize,
    })
  // 2. Set fn to leaf_index and sn to tree_size - 1. 3. Set r to hash.
  let fn = claim.leafIndex
  let sn = claim.treeSize - 1
  let r = claim.leafHash
  // 4. For each value p of the path:
  for (const p of claim.path) {
    // 4a. If sn is 0, fail.
    if (sn === 0) return pathTooLong(claim.path.length)
    // 4b. If LSB(fn) is set, or fn equals sn:
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(sha256, p, r)
      if (fn % 2 === 0) [fn, sn] = shiftUntilOddOrZero(fn, sn)
    } else {
      r = nodeHash(sha256, r, p)
    }
    // 4c. Right-shift both one time.
    fn = half(fn)
    sn = half(sn)
  }
  // 5. sn must be 0 and r the root.
  if (sn !== 0) return pathTooShort(claim.path.length)
  return sameBytes(r, claim.rootHash) || rootDiffers('merkle/root-differs', r, claim.rootHash)
}

/** The claim that the larger tree is the smaller one with leaves appended. */
export interface ConsistencyClaim {
  readonly firstSize: number
  readonly firstRoot: Uint8Array
  readonly secondSize: number
  readonly secondRoot: Uint8Array
  readonly path: readonly Uint8Array[]
}

/**
 * Whether the path proves that nothing of the first tree was changed or removed in the second
 * (RFC 9162 section 2.1.4.2). Refuses with `merkle/…`; when the path leads to other roots,
 * `details` has the computed and the claimed one in hex.
 *
 * The RFC defines 0 < first < second. Beyond it: equal sizes need equal roots and no path, and the
 * empty tree is the start of every tree, with no path.
 */
export const verifyConsistency = (sha256: Sha256, claim: ConsistencyClaim): true | Refusal => {
  const { firstSize, firstRoot, secondSize, secondRoot } = claim
  const malformed = checkForm([firstSize, secondSize], claim.path, [firstRoot, secondRoot])
  if (malformed !== undefined) return malformed
  if (firstSize > secondSize)
    return refuse('merkle/tree-shrank', 'The later tree has fewer leaves than the earlier one.', {
      firstSize,
      secondSize,
    })
  if (firstSize === 0 || firstSize === secondSize) return verifyTrivial(sha256, claim)

  // 1. If the path is empty, fail.
  if (claim.path.length === 0) return pathTooShort(0)
  // 2. If first is an exact power of 2, prepend first_hash to the path.
  const path = isPowerOfTwo(firstSize) ? [firstRoot, ...claim.path] : claim.path
  // 3. Set fn to first - 1 and sn to second - 1.
  let fn = firstSize - 1
  let sn = secondSize - 1
  // 4. While LSB(fn) is set, right-shift both.
  while (fn % 2 === 1) {
    fn = half(fn)
    sn = half(sn)
  }
  // 5. Set fr and sr to the first value of the path.
  const [start = firstRoot, ...rest] = path
  let fr = start
  let sr = start
  // 6. For each subsequent value c:
  for (const c of rest) {
    // 6a. If sn is 0, fail.
    if (sn === 0) return pathTooLong(claim.path.length)
    // 6b. If LSB(fn) is set, or fn equals sn:
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(sha256, c, fr)
      sr = nodeHash(sha256, c, sr)
      if (fn % 2 === 0) [fn, sn] = shiftUntilOddOrZero(fn, sn)
    } else {
      sr = nodeHash(sha256, sr, c)
    }
    // 6c. Right-shift both one time.
    fn = half(fn)
    sn = half(sn)
  }
  // 7. fr must be the first root, sr the second, and sn 0.
  if (sn !== 0) return pathTooShort(claim.path.length)
  if (!sameBytes(fr, firstRoot)) return rootDiffers('merkle/first-root-differs', fr, firstRoot)
  return sameBytes(sr, secondRoot) || rootDiffers('merkle/second-root-differs', sr, secondRoot)
}

const verifyTrivial = (sha256: Sha256, claim: ConsistencyClaim): true | Refusal => {
  const { firstSize, firstRoot, secondSize, secondRoot } = claim
  if (claim.path.length > 0) return pathTooLong(claim.path.length)
  const empty = emptyRoot(sha256)
  if (firstSize === 0 && !sameBytes(firstRoot, empty))
    return rootDiffers('merkle/first-root-differs', empty, firstRoot)
  if (firstSize !== secondSize || sameBytes(firstRoot, secondRoot)) return true
  return rootDiffers('merkle/second-root-differs', firstRoot, secondRoot)
}

const checkForm = (
  counts: readonly number[],
  path: readonly Uint8Array[],
  hashes: readonly Uint8Array[],
): Refusal | undefined => {
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 0))
    return refuse('merkle/not-a-count', 'A size or index is not a whole number from 0 to 2^53-1.')
  if (path.length > longestPath) return pathTooLong(path.length)
  if ([...hashes, ...path].some((hash) => hash.length !== hashLength))
    return refuse('merkle/not-a-hash', `Every hash must have ${hashLength} bytes.`)
  return undefined
}

// Sizes go beyond 32 bits, where the bit operators of ECMAScript end.
const half = (count: number): number => Math.floor(count / 2)

const isPowerOfTwo = (count: number): boolean => {
  let rest = count
  while (rest > 1 && rest % 2 === 0) rest /= 2
  return rest === 1
}

const shiftUntilOddOrZero = (fn: number, sn: number): [number, number] => {
  let [first, second] = [fn, sn]
  while (first !== 0 && first % 2 === 0) {
    first = half(first)
    second = half(second)
  }
  return [first, second]
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const pathTooLong = (length: number): Refusal =>
  refuse('merkle/path-too-long', 'The proof has more hashes than this tree needs.', { length })

const pathTooShort = (length: number): Refusal =>
  refuse('merkle/path-too-short', 'The proof has fewer hashes than this tree needs.', { length })

const rootDiffers = (code: string, computed: Uint8Array, claimed: Uint8Array): Refusal =>
  refuse(code, 'The proof leads to another root than the one claimed: one of them was changed.', {
    computed: hex(computed),
    claimed: hex(claimed),
  })
