import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519Of, sha256, verifyEd25519 } from '../../test/support/crypto.ts'
import { leafHashes, naiveRoot } from '../../test/support/naive-tree.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readTilePath, type TileReader, tilePath } from './tile.ts'
import { appendLeaves, emptyEdge } from './tree.ts'
import { formatCheckpoint } from './verify/checkpoint.ts'
import { cosign, verifyCosignatures } from './verify/cosignature.ts'
import { formatNote, parseNote, signNote } from './verify/note.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from './verify/verifier-key.ts'
import { type Witnessed, witness } from './witness.ts'

const pairOf = (seed: number) => ed25519Of(new Uint8Array(32).fill(seed))
const [logPair, witnessPair] = [pairOf(7), pairOf(9)]
const log = verifierKey(sha256, 'log.example/main', logPair.publicKey)
const key = verifierKey(sha256, 'hospital.example/w', witnessPair.publicKey, 'cosignature')
const signer = { key, sign: witnessPair.sign }

const most = 700
const leaves = leafHashes(most)
const other = leaves.with(3, leaves[4] ?? new Uint8Array(32))

const readerOf = (all: readonly Uint8Array[]): TileReader => {
  const tiles = new Map(
    appendLeaves(sha256, emptyEdge, all).writes.map(({ level, index, hashes }) => [
      `${level}/${index}`,
      hashes,
    ]),
  )
  return async (level, index) => tiles.get(`${level}/${index}`) ?? new Uint8Array()
}
const checkpoint = (all: readonly Uint8Array[]): string => {
  const text = formatCheckpoint({
    origin: log.name,
    size: all.length,
    rootHash: naiveRoot(all),
    extensions: [],
  })
  return formatNote({ text, signatures: [signNote(text, { key: log, sign: logPair.sign })] })
}
const seen = (all: readonly Uint8Array[]): Witnessed => ({
  size: all.length,
  rootHash: naiveRoot(all),
})
const look = (
  all: readonly Uint8Array[],
  before: Witnessed | undefined,
  tiles = readerOf(all),
  note = checkpoint(all),
) => witness({ sha256, verifyEd25519, log, signer, tilesOf: () => tiles }, note, before, 1_700_000)

describe('a witness', () => {
  it('cosigns whatever begins with what it saw, at any two sizes', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(most), fc.nat(most), async (one, two) => {
        const [first, second] = [Math.min(one, two), Math.max(one, two)]
        const before = first === 0 ? undefined : seen(leaves.slice(0, first))
        const found = orThrow(await look(leaves.slice(0, second), before))
        expect(found.seen).toEqual(seen(leaves.slice(0, second)))
        const note = orThrow(parseNote(found.cosigned))
        expect(verifyCosignatures(verifyEd25519, note, [key])).toEqual([{ key, time: 1_700_000 }])
      }),
      { numRuns: 60 },
    ))

  it('refuses a tree that forgot or changed a fact, at any two sizes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: most }),
        fc.integer({ min: 1, max: most }),
        async (first, second) => {
          const before = seen(other.slice(0, first))
          const found = await look(leaves.slice(0, second), before)
          expect(found).toMatchObject({
            code: second < first ? 'witness/rolled-back' : 'witness/forked',
          })
        },
      ),
      { numRuns: 60 },
    ))

  it('believes no tiles that do not lead to the signed root, and no note of another log', async () => {
    const all = leaves.slice(0, 300)
    expect(await look(all, undefined, readerOf(other.slice(0, 300)))).toMatchObject({
      code: 'witness/bad-tiles',
    })
    expect(await look(all, undefined, async () => new Uint8Array(32))).toMatchObject({
      code: 'witness/bad-tiles',
    })
    const stranger = checkpoint(all).replace('log.example/main\n', 'log.example/else\n')
    expect(isRefusal(await look(all, undefined, readerOf(all), stranger))).toBe(true)
  })
})

describe('a cosignature', () => {
  const text = 'log.example/main\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'
  const noteOf = (signature = cosign(text, 1_700_000_000, signer), said = text) => ({
    text: said,
    signatures: [signature],
  })

  it('counts for its text, its time and its witness alone', () => {
    expect(verifyCosignatures(verifyEd25519, noteOf(), [key])).toEqual([
      { key, time: 1_700_000_000 },
    ])
    const { signature, ...line } = cosign(text, 1_700_000_000, signer)
    for (let at = 0; at < signature.length; at++) {
      const changed = signature.with(at, (signature[at] ?? 0) ^ 1)
      expect(
        verifyCosignatures(verifyEd25519, noteOf({ ...line, signature: changed }), [key]),
      ).toMatchObject({ code: 'cosignature/bad' })
    }
    expect(
      verifyCosignatures(verifyEd25519, noteOf(undefined, text.replace('1', '2')), [key]),
    ).toMatchObject({ code: 'cosignature/bad' })
    const stranger = verifierKey(sha256, 'else.example', witnessPair.publicKey, 'cosignature')
    expect(verifyCosignatures(verifyEd25519, noteOf(), [stranger])).toEqual([])
  })

  it('is of a key of its own kind, that a log cannot have', () => {
    const vkey = formatVerifierKey(key, 'cosignature')
    expect(parseVerifierKey(sha256, vkey, 'cosignature')).toEqual(key)
    expect(parseVerifierKey(sha256, vkey)).toMatchObject({ code: 'vkey/other-type' })
    expect(verifierKey(sha256, key.name, key.publicKey).id).not.toBe(key.id)
  })
})

describe('the address of a tile', () => {
  it('reads back what is written', () => {
    fc.assert(
      fc.property(
        fc.nat(7),
        fc.nat(999_999_999),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const path = tilePath(level, index, width).slice('tile/'.length)
          expect(readTilePath(path)).toEqual({ level, index, width })
        },
      ),
    )
  })

  it.each([
    '0/1',
    '00/001',
    '64/001',
    '0/x000/001',
    '0/x001/x002',
    '0/001.p/0',
    '0/001.p/256',
    '0/001.p/01',
    '0/001/',
    '-1/001',
    'entries/001',
    '0/../001',
    '0/001.p/1\n',
  ])('is none: %s', (path) => {
    expect(readTilePath(path)).toBeUndefined()
  })
})
