import { describe, expect, it } from 'vitest'
import {
  key,
  keysOf,
  refused,
  role,
  rootBody,
  rootFile,
  type Signed,
  sha256,
  signed,
  snapshotBody,
  sooner,
  targetsBody,
  timestampBody,
  trusted,
  verify,
  whole,
} from './tuf-by-hand.ts'

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
