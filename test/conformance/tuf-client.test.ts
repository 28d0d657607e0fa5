import { createHash } from 'node:crypto'
import { canonicalize } from '@tufjs/canonical-json'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/kernel/result.ts'
import {
  generateRoleKey,
  type RoleKey,
  signerOf,
  tufKeyOf,
} from '../../src/updates/repository/keys.ts'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import type { TrustInput } from '../../src/updates/verify/client.ts'
import { verifyUpdateFile } from '../../src/updates/verify/verify-update.ts'

/**
 * The attacks that the client workflow of TUF 1.0 is there for (section 5), on repositories that
 * are written here by hand and not by our publisher.
 */
const time = Date.parse('2026-06-01T00:00:00Z')
const later = '2026-07-01T00:00:00Z'
const sooner = '2026-05-01T00:00:00Z'
const key = {
  root: generateRoleKey(),
  root2: generateRoleKey(),
  targets: generateRoleKey(),
  snapshot: generateRoleKey(),
  timestamp: generateRoleKey(),
  other: generateRoleKey(),
}
const content = Buffer.from('the update')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const listed = { length: content.length, hashes: { sha256: sha256(content) } }

type Signed = Record<string, unknown>
const signed = (body: Signed, ...keys: readonly RoleKey[]): Buffer => {
  const message = Buffer.from(canonicalize(body))
  const signatures = keys
    .map((one) => signerOf(one)(message))
    .map(({ keyID, sig }) => ({ keyid: keyID, sig }))
  return Buffer.from(JSON.stringify({ signatures, signed: body }, null, 1))
}
const common = (type: string, version = 1) => ({
  _type: type,
  spec_version: '1.0.31',
  version,
  expires: later,
})
const role = (keys: readonly RoleKey[], threshold = 1) => ({
  keyids: keys.map(({ keyId }) => keyId),
  threshold,
})
const keysOf = (...keys: readonly RoleKey[]) =>
  Object.fromEntries(keys.map((one) => [one.keyId, tufKeyOf(one).toJSON()]))
const rootBody = (change: Signed = {}): Signed => ({
  ...common('root'),
  consistent_snapshot: true,
  keys: keysOf(...Object.values(key)),
  roles: {
    root: role([key.root]),
    targets: role([key.targets]),
    snapshot: role([key.snapshot]),
    timestamp: role([key.timestamp]),
  },
  ...change,
})
const targetsBody = (change: Signed = {}): Signed => ({
  ...common('targets'),
  targets: { 'a/file.bin': listed },
  ...change,
})
const snapshotBody = (change: Signed = {}): Signed => ({
  ...common('snapshot'),
  meta: { 'targets.json': { version: 1 } },
  ...change,
})
const timestampBody = (change: Signed = {}): Signed => ({
  ...common('timestamp'),
  meta: { 'snapshot.json': { version: 1 } },
  ...change,
})

type Files = Record<string, Uint8Array | undefined>
const whole = (): Files => ({
  'timestamp.json': signed(timestampBody(), key.timestamp),
  '1.snapshot.json': signed(snapshotBody(), key.snapshot),
  '1.targets.json': signed(targetsBody(), key.targets),
})
const verify = async (files: Files, change: Partial<TrustInput> = {}, name = 'a/file.bin') => {
  const asked: string[] = []
  const all = { ...whole(), ...files }
  const answer = await verifyUpdateFile({
    trustedRoot: signed(rootBody(), key.root),
    read: async (file) => {
      asked.push(file)
      return all[file]
    },
    now: time,
    crypto: nodeVerifyCrypto,
    file: { name, length: content.length, sha256: sha256(content) },
    ...change,
  })
  return { answer, asked }
}
const refused = async (
  code: string,
  file: string,
  files: Files,
  change: Partial<TrustInput> = {},
) => {
  const { answer } = await verify(files, change)
  expect(answer).toMatchObject({ refused: true, code, details: { file } })
  if (isRefusal(answer)) expect(answer.message).toContain(file)
  return answer
}
const rootFile = (change: Signed, ...keys: readonly RoleKey[]) => ({
  trustedRoot: signed(rootBody(change), ...keys),
})
const trusted = 'root.json (the trusted root)'

describe('a repository that others wrote', () => {
  it('is good, in whatever form it is written', async () => {
    const { answer, asked } = await verify({})
    expect(answer).toMatchObject({
      good: true,
      path: 'a/file.bin',
      version: 1,
      signedBy: [key.targets.keyId],
    })
    expect(answer).not.toHaveProperty('product')
    expect(asked).toEqual(['2.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json'])
  })

  it('is good without consistent snapshots', async () => {
    const { '1.snapshot.json': snapshot, '1.targets.json': targets } = whole()
    const plain = rootFile({ consistent_snapshot: false }, key.root)
    expect(
      (await verify({ 'snapshot.json': snapshot, 'targets.json': targets }, plain)).answer,
    ).toMatchObject({ good: true })
    await refused('tuf/missing-file', 'snapshot.json', {}, plain)
  })
})

describe('section 5.2 and 5.3, the root role', () => {
  it('refuses a trusted root that does not verify itself', async () => {
    await refused('tuf/signatures', trusted, {}, rootFile({}, key.other))
    await refused('tuf/signatures', trusted, {}, rootFile({}))
  })

  it('follows each version, signed by the one before and by itself', async () => {
    const second = rootBody({
      version: 2,
      roles: { ...(rootBody()['roles'] as Signed), root: role([key.root2]) },
    })
    const third = rootBody({
      version: 3,
      roles: { ...(rootBody()['roles'] as Signed), root: role([key.root2]) },
    })
    const files = {
      '2.root.json': signed(second, key.root, key.root2),
      '3.root.json': signed(third, key.root2),
    }
    const { answer, asked } = await verify(files)
    expect(answer).toMatchObject({ good: true })
    expect(asked.slice(0, 3)).toEqual(['2.root.json', '3.root.json', '4.root.json'])
    for (const signers of [[key.root], [key.root2], [key.other], []])
      await refused('tuf/signatures', '2.root.json', { '2.root.json': signed(second, ...signers) })
  })

  it('refuses a version that is not the next (5.3.5)', async () => {
    for (const version of [1, 3])
      await refused('tuf/rollback', '2.root.json', {
        '2.root.json': signed(rootBody({ version }), key.root),
      })
  })

  it('refuses an expired last root, but not an expired one on the way (5.3.6, 5.3.10)', async () => {
    await refused('tuf/expired', trusted, {}, rootFile({ expires: sooner }, key.root))
    const second = { '2.root.json': signed(rootBody({ version: 2 }), key.root) }
    expect((await verify(second, rootFile({ expires: sooner }, key.root))).answer).toMatchObject({
      good: true,
    })
    await refused('tuf/expired', '2.root.json', {
      '2.root.json': signed(rootBody({ version: 2, expires: sooner }), key.root),
    })
  })

  it('counts thresholds by key, not by signature or key id', async () => {
    const roles = rootBody()['roles'] as Signed
    const two = { roles: { ...roles, timestamp: role([key.timestamp, key.other], 2) } }
    await refused('tuf/signatures', 'timestamp.json', {}, rootFile(two, key.root))
    const both = { 'timestamp.json': signed(timestampBody(), key.timestamp, key.other) }
    expect((await verify(both, rootFile(two, key.root))).answer).toMatchObject({ good: true })
    await refused(
      'tuf/malformed',
      'timestamp.json',
      { 'timestamp.json': signed(timestampBody(), key.timestamp, key.timestamp) },
      rootFile(two, key.root),
    )
    // One key under two ids, where ids are only names.
    const alias = { ...key.timestamp, keyId: 'another-name' }
    const twice = {
      keys: keysOf(key.root, key.targets, key.snapshot, key.timestamp, alias),
      roles: { ...roles, timestamp: role([key.timestamp, alias], 2) },
    }
    const file = { 'timestamp.json': signed(timestampBody(), key.timestamp, alias) }
    await refused('tuf/signatures', 'timestamp.json', file, {
      ...rootFile(twice, key.root),
      opaqueKeyIds: true,
    })
    await refused('tuf/key-id', trusted, file, rootFile(twice, key.root))
  })
})

describe('section 5.4 to 5.6, timestamp, snapshot and targets', () => {
  it('refuses metadata signed by another role or by nobody', async () => {
    for (const signers of [[key.snapshot], [key.other], []]) {
      await refused('tuf/signatures', 'timestamp.json', {
        'timestamp.json': signed(timestampBody(), ...signers),
      })
      await refused('tuf/signatures', '1.targets.json', {
        '1.targets.json': signed(targetsBody(), ...signers),
      })
    }
    await refused('tuf/signatures', '1.snapshot.json', {
      '1.snapshot.json': signed(snapshotBody(), key.timestamp),
    })
  })

  it('refuses expired metadata, naming the file and both times', async () => {
    for (const expires of [sooner, '2026-06-01T00:00:00Z']) {
      const answer = await refused('tuf/expired', 'timestamp.json', {
        'timestamp.json': signed(timestampBody({ expires }), key.timestamp),
      })
      expect(answer).toMatchObject({ details: { expires, now: '2026-06-01T00:00:00Z' } })
    }
    await refused('tuf/expired', '1.snapshot.json', {
      '1.snapshot.json': signed(snapshotBody({ expires: sooner }), key.snapshot),
    })
    await refused('tuf/expired', '1.targets.json', {
      '1.targets.json': signed(targetsBody({ expires: sooner }), key.targets),
    })
    await refused('tuf/expired', trusted, {}, { now: Number.NaN })
  })

  it('refuses times that are no times, versions that are none, and other majors', async () => {
    for (const change of [
      { expires: '2026-13-01T00:00:00Z' },
      { expires: '2027-02-30T00:00:00Z' },
      { expires: '2027-01-01' },
      { expires: 'never' },
      { expires: '2027-01-01T00:00:00+14:00' },
      { expires: 4e12 },
      { expires: '2027-01-01T24:00:00Z' },
      { version: 0 },
      { version: 1.5 },
      { version: '1' },
      { version: 2 ** 53 },
      { version: null },
      { spec_version: '2.0.0' },
      { spec_version: '1' },
      { spec_version: 1 },
      { _type: 'snapshot' },
      { meta: {} },
      { meta: [] },
    ] as readonly Signed[]) {
      const body = { ...timestampBody(), ...change }
      let file: Buffer
      try {
        file = signed(body, key.timestamp)
      } catch {
        file = Buffer.from(JSON.stringify({ signatures: [], signed: body }))
      }
      await refused('tuf/malformed', 'timestamp.json', { 'timestamp.json': file })
    }
  })

  it('refuses mixed versions, and hashes and lengths that differ', async () => {
    await refused('tuf/version-mismatch', '1.snapshot.json', {
      '1.snapshot.json': signed(snapshotBody({ version: 2 }), key.snapshot),
    })
    await refused('tuf/version-mismatch', '1.targets.json', {
      '1.targets.json': signed(targetsBody({ version: 2 }), key.targets),
    })
    const timestamp = (meta: Signed) => ({
      'timestamp.json': signed(
        timestampBody({ meta: { 'snapshot.json': { version: 1, ...meta } } }),
        key.timestamp,
      ),
    })
    await refused(
      'tuf/hash-mismatch',
      '1.snapshot.json',
      timestamp({ hashes: { sha256: sha256('x') } }),
    )
    await refused('tuf/hash-mismatch', '1.snapshot.json', timestamp({ hashes: { sha512: 'ab' } }))
    await refused('tuf/length-mismatch', '1.snapshot.json', timestamp({ length: 5 }))
    await refused('tuf/unsupported', '1.snapshot.json', timestamp({ hashes: { md5: 'ab' } }))
    await refused('tuf/missing-file', '1.targets.json', {
      '1.snapshot.json': signed(snapshotBody({ meta: {} }), key.snapshot),
    })
  })

  it('refuses older versions than were trusted before, unless the keys were rotated', async () => {
    const before = {
      timestamp: signed(
        timestampBody({ version: 5, meta: { 'snapshot.json': { version: 1 } } }),
        key.timestamp,
      ),
    }
    await refused('tuf/rollback', 'timestamp.json', {}, { before })
    const olderSnapshot = {
      timestamp: signed(
        timestampBody({ meta: { 'snapshot.json': { version: 2 } } }),
        key.timestamp,
      ),
    }
    await refused(
      'tuf/rollback',
      'timestamp.json (snapshot.json in it)',
      {},
      { before: olderSnapshot },
    )
    const olderTargets = {
      snapshot: signed(snapshotBody({ meta: { 'targets.json': { version: 2 } } }), key.snapshot),
    }
    await refused(
      'tuf/rollback',
      '1.snapshot.json (targets.json in it)',
      {},
      { before: olderTargets },
    )
    const vanished = {
      snapshot: signed(
        snapshotBody({ meta: { 'targets.json': { version: 1 }, 'x.json': { version: 1 } } }),
        key.snapshot,
      ),
    }
    await refused('tuf/rollback', '1.snapshot.json', {}, { before: vanished })
    const same = {
      timestamp: signed(timestampBody(), key.timestamp),
      snapshot: signed(snapshotBody(), key.snapshot),
    }
    expect((await verify({}, { before: same })).answer).toMatchObject({ good: true })
    await refused(
      'tuf/signatures',
      'timestamp.json (trusted before)',
      {},
      { before: { timestamp: signed(timestampBody(), key.other) } },
    )
    // 5.3.11: a fast-forward attack is undone by new keys.
    const roles = { ...(rootBody()['roles'] as Signed), timestamp: role([key.other]) }
    const rotated = {
      '2.root.json': signed(rootBody({ version: 2, roles }), key.root),
      'timestamp.json': signed(timestampBody(), key.other),
    }
    expect((await verify(rotated, { before })).answer).toMatchObject({ good: true })
  })

  it('refuses hostile JSON without harm', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"signed":{}}',
      '{"signed":{},"signatures":[]}',
      '{"signed":null,"signatures":null}',
      '{"signed":{"_type":"timestamp","_type":"timestamp"},"signatures":[]}',
      '{"refused":true,"code":"x","message":"y"}',
      deep.slice(0, 16_000),
      '{"__proto__":{"signed":{}}}',
      '\ufeff{}',
      '{"signed":{"a":"\\ud800"},"signatures":[]}',
    ])
      await refused('tuf/malformed', 'timestamp.json', { 'timestamp.json': Buffer.from(text) })
    await refused('tuf/malformed', 'timestamp.json', {
      'timestamp.json': Buffer.from([0x7b, 0xff, 0x7d]),
    })
  })
})

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
