import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import { verifyUpdateFile } from '../../src/updates/verify/verify-update.ts'
import {
  content,
  type Files,
  key,
  keysOf,
  listed,
  role,
  rootBody,
  type Signed,
  sha256,
  signed,
  snapshotBody,
  targetsBody,
  time,
  verify,
  whole,
} from './tuf-by-hand.ts'

describe('section 5.6.7 and 5.7, the target', () => {
  const search = (targets: Signed, name: string) =>
    verify({ '1.targets.json': signed(targetsBody({ targets }), key.targets) }, {}, name).then(
      ({ answer }) => answer,
    )

  it('refuses what is not listed, and says when only the name is wrong', async () => {
    expect(await search({}, 'a/file.bin')).toMatchObject({
      code: 'tuf/unknown-target',
      details: { file: 'a/file.bin' },
    })
    expect(await search({ x: listed }, 'a/file.bin')).toMatchObject({
      code: 'tuf/unknown-target',
      details: { sameContent: 'x' },
    })
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(
        await search({ x: { ...listed, length: 1, hashes: { sha256: sha256('1') } } }, name),
      ).toMatchObject({ code: 'tuf/unknown-target' })
  })

  it('finds a file that lost its folder by its name, and prefers the one with its hash', async () => {
    const older = { length: 3, hashes: { sha256: sha256('old') } }
    expect(await search({ '1/file.bin': older, '2/file.bin': listed }, 'file.bin')).toMatchObject({
      good: true,
      path: '2/file.bin',
    })
    expect(await search({ '1/file.bin': older, '2/file.bin': listed }, '1/file.bin')).toMatchObject(
      { code: 'tuf/length-mismatch' },
    )
    expect(await search({ '1/file.bin': older }, 'file.bin')).toMatchObject({
      code: 'tuf/length-mismatch',
      details: { file: '1/file.bin' },
    })
  })

  it('reads SHA-512 where there is no SHA-256, and refuses hashes it does not know', async () => {
    const sha512 = createHash('sha512').update(content).digest('hex')
    const only = { length: content.length, hashes: { sha512 } }
    expect(await search({ 'a/file.bin': only }, 'a/file.bin')).toMatchObject({
      code: 'tuf/unsupported',
    })
    const files = {
      '1.targets.json': signed(targetsBody({ targets: { 'a/file.bin': only } }), key.targets),
    }
    const file = { name: 'a/file.bin', length: content.length, sha256: sha256(content), sha512 }
    const all: Files = { ...whole(), ...files }
    const input = {
      trustedRoot: signed(rootBody(), key.root),
      read: async (name: string) => all[name],
      now: time,
      crypto: nodeVerifyCrypto,
    }
    expect(await verifyUpdateFile({ ...input, file })).toMatchObject({ good: true })
    expect(await verifyUpdateFile({ ...input, file: { ...file, sha512: '00' } })).toMatchObject({
      code: 'tuf/hash-mismatch',
    })
  })

  describe('delegations', () => {
    const delegate = (name: string, change: Signed = {}) => ({
      name,
      ...role([key.other]),
      terminating: false,
      paths: ['a/*'],
      ...change,
    })
    const body = (...roles: readonly Signed[]) => ({
      delegations: { keys: keysOf(key.other), roles },
    })
    const lists = { targets: { 'a/file.bin': listed } }
    const tree = async (top: readonly Signed[], below: Record<string, Signed>) => {
      const meta = Object.fromEntries(
        ['targets', ...Object.keys(below)].map((name) => [`${name}.json`, { version: 1 }]),
      )
      const files: Files = {
        '1.snapshot.json': signed(snapshotBody({ meta }), key.snapshot),
        '1.targets.json': signed(targetsBody({ targets: {}, ...body(...top) }), key.targets),
      }
      for (const [name, change] of Object.entries(below))
        files[`1.${encodeURIComponent(name)}.json`] = signed(
          targetsBody({ targets: {}, ...change }),
          key.other,
        )
      const { answer, asked } = await verify(files)
      return { answer, asked: asked.slice(4) }
    }

    it('are followed in order, depth first, each by its own keys', async () => {
      const found = await tree([delegate('one'), delegate('two')], {
        one: body(delegate('inner')),
        inner: {},
        two: lists,
      })
      expect(found.answer).toMatchObject({
        good: true,
        listedIn: '1.two.json',
        signedBy: [key.other.keyId],
      })
      expect(found.asked).toEqual(['1.one.json', '1.inner.json', '1.two.json'])
      const stranger = { ...role([key.targets]), name: 'one', terminating: false, paths: ['a/*'] }
      expect((await tree([stranger], { one: lists })).answer).toMatchObject({
        code: 'tuf/signatures',
        details: { file: '1.one.json' },
      })
    })

    it('speak only for their paths', async () => {
      for (const paths of [['b/*'], ['*'], ['a'], ['a/*/*'], []])
        expect((await tree([delegate('one', { paths })], { one: lists })).answer).toMatchObject({
          code: 'tuf/unknown-target',
        })
      for (const paths of [['a/file.bin'], ['?/*.bin'], ['b', 'a/f*n']])
        expect((await tree([delegate('one', { paths })], { one: lists })).answer).toMatchObject({
          good: true,
        })
      const prefix = sha256('a/file.bin').slice(0, 3)
      const byHash = (path_hash_prefixes: readonly string[]) => ({
        name: 'one',
        ...role([key.other]),
        terminating: false,
        path_hash_prefixes,
      })
      expect((await tree([byHash([prefix])], { one: lists })).answer).toMatchObject({ good: true })
      expect((await tree([byHash(['0'.repeat(64)])], { one: lists })).answer).toMatchObject({
        code: 'tuf/unknown-target',
      })
    })

    it('end at a terminating one, at cycles, and at a file that is not there', async () => {
      const ending = await tree([delegate('one', { terminating: true }), delegate('two')], {
        one: {},
        two: lists,
      })
      expect(ending.answer).toMatchObject({ code: 'tuf/unknown-target' })
      expect(ending.asked).toEqual(['1.one.json'])
      const cycle = await tree([delegate('one')], { one: body(delegate('one')) })
      expect(cycle).toMatchObject({ answer: { code: 'tuf/unknown-target' }, asked: ['1.one.json'] })
      const gone = await tree([delegate('../../gone'), delegate('two')], { two: lists })
      expect(gone.answer).toMatchObject({
        code: 'tuf/missing-file',
        details: { file: '1...%2F..%2Fgone.json' },
      })
    })

    it('end after as many roles as the limit says', async () => {
      const names = Array.from({ length: 200 }, (_, index) => `role${index}`)
      const { answer, asked } = await tree(
        names.map((name) => delegate(name)),
        Object.fromEntries(names.map((name) => [name, {}])),
      )
      expect(answer).toMatchObject({ code: 'tuf/unknown-target' })
      expect(asked.length).toBe(32)
    })
  })
})
