import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal, orThrow, type Refusal } from '../../src/kernel/result.ts'
import { generateRepositoryKeys, generateRoleKey } from '../../src/updates/repository/keys.ts'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { measurePath } from '../../src/updates/repository/read-file.ts'
import { rotateRoot } from '../../src/updates/repository/rotate.ts'
import {
  type FileFacts,
  type VerifiedUpdate,
  verifyUpdateFile,
} from '../../src/updates/verify/verify-update.ts'
import { makeWorld, now, pumpUpdate, type TufWorld } from './tuf-support.ts'

/**
 * A repository with one rotation and a spare root key, so that every kind of file is on the way of
 * a client that knows only the first root.
 */
const files = new Map<string, Uint8Array>()
let target: Uint8Array
let world: TufWorld
const path = 'UPD-2026-0001/pump firmware.bin'

beforeAll(async () => {
  const keys = { ...generateRepositoryKeys(), root: [generateRoleKey(), generateRoleKey()] }
  world = await makeWorld(keys)
  orThrow(await publishUpdate(world.tree, { ...keys, maker: world.maker }, pumpUpdate(), now))
  orThrow(
    await rotateRoot(
      world.tree,
      keys.root,
      { keys: { ...keys, targets: [generateRoleKey()] } },
      now,
    ),
  )
  for (const name of await readdir(world.metadata))
    files.set(name, new Uint8Array(await readFile(join(world.metadata, name))))
  files.set('root.json (the trusted root)', new Uint8Array(await readFile(world.rootPath)))
  target = new Uint8Array(await readFile(join(world.folder, 'targets', path)))
})
afterAll(() => world.remove())

const factsOf = (bytes: Uint8Array): FileFacts => ({
  name: path,
  length: bytes.length,
  sha256: Buffer.from(nodeVerifyCrypto.sha256(bytes)).toString('hex'),
  sha512: Buffer.from(nodeVerifyCrypto.sha512?.(bytes) ?? []).toString('hex'),
})

const used = new Set<string>()
const verify = (
  changed: ReadonlyMap<string, Uint8Array> = new Map(),
  file = target,
): Promise<VerifiedUpdate | Refusal> => {
  const trustedName = 'root.json (the trusted root)'
  const read = (name: string) => changed.get(name) ?? files.get(name)
  return verifyUpdateFile({
    trustedRoot: read(trustedName) ?? new Uint8Array(),
    read: async (name) => {
      if (files.has(name)) used.add(name)
      return read(name)
    },
    now,
    crypto: nodeVerifyCrypto,
    file: factsOf(file),
  })
}

const flipped = (bytes: Uint8Array, at: number, bits: number): Uint8Array => {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ bits
  return copy
}

const onTheWay = [
  'root.json (the trusted root)',
  '2.root.json',
  'timestamp.json',
  '3.snapshot.json',
  '3.targets.json',
]

describe('an altered repository', () => {
  it('was good before it was altered, and uses the files that the tests alter', async () => {
    expect(await verify()).toMatchObject({ good: true, path })
    expect([...used].sort()).toEqual(onTheWay.slice(1).sort())
  })

  it.each(onTheWay)('is refused, naming %s, for any byte changed in it', async (name) => {
    const bytes = files.get(name) ?? new Uint8Array()
    let refused = 0
    for (let at = 0; at < bytes.length; at++) {
      // 0x20 turns a space into NUL and a letter into its other case; 0x01 is the least change.
      const bits = at % 2 === 0 ? 0x01 : 0x20
      const answer = await verify(new Map([[name, flipped(bytes, at, bits)]]))
      if (!isRefusal(answer)) throw new Error(`byte ${at} of ${name} may be changed by ${bits}`)
      if (answer.details?.['file'] !== name)
        throw new Error(`byte ${at} of ${name} changed by ${bits} blames ${answer.message}`)
      refused++
    }
    expect(refused).toBe(bytes.length)
  })

  it('is refused for any byte changed in the file itself', async () => {
    for (let at = 0; at < target.length; at++) {
      const answer = await verify(new Map(), flipped(target, at, 0x01))
      expect(answer).toMatchObject({
        code: 'tuf/hash-mismatch',
        details: {
          file: path,
          step: '5.7.3',
          algorithm: 'sha256',
          expected: factsOf(target).sha256,
        },
      })
    }
  })

  it('is refused for any flipped bit, anywhere (property)', async () => {
    const all = [...onTheWay, path]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, bits) => {
          if (name === path)
            return isRefusal(await verify(new Map(), flipped(target, place % target.length, bits)))
          const bytes = files.get(name) ?? new Uint8Array()
          const answer = await verify(new Map([[name, flipped(bytes, place % bytes.length, bits)]]))
          return isRefusal(answer) && answer.details?.['file'] === name
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('is refused when a file was cut or made longer, or bytes added around it', async () => {
    for (const name of onTheWay) {
      const bytes = files.get(name) ?? new Uint8Array()
      for (const other of [
        new Uint8Array(),
        bytes.subarray(0, bytes.length - 1),
        bytes.subarray(0, bytes.length / 2),
        Buffer.concat([bytes, Buffer.from('\n')]),
        Buffer.concat([Buffer.from(' '), bytes]),
        Buffer.concat([Buffer.from('\ufeff'), bytes]),
        Buffer.from(bytes.toString()),
        Buffer.from(JSON.stringify(JSON.parse(Buffer.from(bytes).toString()), null, 1)),
      ])
        expect(await verify(new Map([[name, other]]))).toMatchObject({
          refused: true,
          details: { file: name },
        })
    }
    expect(await verify(new Map(), target.subarray(1))).toMatchObject({
      code: 'tuf/length-mismatch',
      details: { expected: target.length, actual: target.length - 1 },
    })
  })

  it('is refused when metadata is missing, too large or swapped', async () => {
    const gone = async (name: string) => {
      const bytes = files.get(name)
      files.delete(name)
      const answer = await verify()
      if (bytes !== undefined) files.set(name, bytes)
      return answer
    }
    expect(await gone('timestamp.json')).toMatchObject({
      code: 'tuf/missing-file',
      details: { file: 'timestamp.json' },
    })
    expect(await gone('3.snapshot.json')).toMatchObject({
      code: 'tuf/missing-file',
      details: { file: '3.snapshot.json' },
    })
    expect(await gone('3.targets.json')).toMatchObject({
      code: 'tuf/missing-file',
      details: { file: '3.targets.json' },
    })
    // Without the second root the targets' new key is unknown.
    expect(await gone('2.root.json')).toMatchObject({
      code: 'tuf/signatures',
      details: { file: '3.targets.json' },
    })
    expect(await verify(new Map([['timestamp.json', Buffer.alloc(20_000, 32)]]))).toMatchObject({
      code: 'tuf/too-large',
    })
    const snapshot = files.get('3.snapshot.json') ?? new Uint8Array()
    expect(await verify(new Map([['timestamp.json', snapshot]]))).toMatchObject({
      code: 'tuf/malformed',
    })
  })

  it('hashes a file on disk as it does bytes in memory', async () => {
    expect(await measurePath(join(world.folder, 'targets', path))).toEqual({
      ...factsOf(target),
      name: undefined,
    })
  })
})
