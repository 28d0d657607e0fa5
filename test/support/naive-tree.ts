import { emptyRoot, leafHash, nodeHash } from '../../src/ledger/verify/merkle.ts'
import { sha256 } from './crypto.ts'

const split = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1)

/** MTH(D[n]) as RFC 9162 section 2.1.1 writes it, over leaf hashes: slow and plain. */
export const naiveRoot = (leaves: readonly Uint8Array[]): Uint8Array => {
  const [only] = leaves
  if (only === undefined) return emptyRoot(sha256)
  if (leaves.length === 1) return only
  const k = split(leaves.length)
  return nodeHash(sha256, naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}

/** PATH(m, D[n]), section 2.1.3.1. */
export const naiveInclusion = (m: number, leaves: readonly Uint8Array[]): Uint8Array[] => {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...naiveInclusion(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naiveInclusion(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}

/** PROOF(m, D[n]), section 2.1.4.1. */
export const naiveConsistency = (m: number, leaves: readonly Uint8Array[]): Uint8Array[] =>
  subproof(m, leaves, true)

const subproof = (m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] => {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))]
}

/** Leaf hashes of the entries "0", "1", … */
export const leafHashes = (count: number, from = 0): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) =>
    leafHash(sha256, new TextEncoder().encode(String(from + index))),
  )
