import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import {
  generateRepositoryKeys,
  generateRoleKey,
  importRoleKey,
} from '../../src/updates/repository/keys.ts'
import { importMakerKey } from '../../src/updates/repository/maker-key.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { refreshTimestamp } from '../../src/updates/repository/refresh.ts'
import { rotateRoot } from '../../src/updates/repository/rotate.ts'
import { verifyFile } from '../../src/updates/repository/verify-folder.ts'
import { loadTrustedMetadata } from '../../src/updates/verify/client.ts'
import { fetchWithTufJs, tufJsState } from './tuf-js-client.ts'
import { day, failingAt, now, publishing, pumpUpdate, refusalOf, world } from './tuf-support.ts'

describe('keys', () => {
  it('come back from their bytes', async () => {
    const key = generateRoleKey()
    expect(importRoleKey(key.pkcs8)).toEqual(key)
    const made = await world()
    expect(await importMakerKey(made.maker.secretKey)).toEqual(made.maker)
  })

  it('are refused when they are something else', async () => {
    expect(refusalOf(importRoleKey(new Uint8Array(48))).code).toBe('updates/not-a-role-key')
    const { privateKey } = (await import('node:crypto')).generateKeyPairSync('x25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    })
    expect(refusalOf(importRoleKey(privateKey)).code).toBe('updates/not-a-role-key')
    expect(refusalOf(await importMakerKey(new Uint8Array(9))).code).toBe('updates/not-a-maker-key')
  })
})

describe('rotating keys', () => {
  it('leads old clients, ours and tuf-js, to the new keys, and shuts the old ones out', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const state = tufJsState()
    expect(
      (await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc', state))?.bytes.length,
    ).toBeGreaterThan(0)
    const keys = generateRepositoryKeys()
    const versions = orThrow(await rotateRoot(made.tree, made.keys.root, { keys }, now))
    expect(versions).toEqual({ root: 2, targets: 3, snapshot: 3, timestamp: 3 })
    const options = { root: made.rootPath, now }
    const path = join(made.folder, 'targets/UPD-2026-0001/pump firmware.bin')
    expect(await verifyFile(path, options)).toMatchObject({
      good: true,
      signedBy: [keys.targets[0]?.keyId],
    })
    expect(
      (await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc', state))?.bytes.length,
    ).toBeGreaterThan(0)
    expect((await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc'))?.bytes.length).toBeGreaterThan(0)
    expect(
      refusalOf(await publishUpdate(made.tree, publishing(made), pumpUpdate({ id: 'UPD-2' }), now))
        .code,
    ).toBe('updates/other-keys')
    orThrow(
      await publishUpdate(
        made.tree,
        { ...keys, maker: made.maker },
        pumpUpdate({ id: 'UPD-2' }),
        now,
      ),
    )
    expect(await verifyFile(path, options)).toMatchObject({ good: true, version: 4 })
  })

  it('renews the root with the same keys', async () => {
    const made = await world()
    const later = now + 700 * day
    orThrow(await rotateRoot(made.tree, made.keys.root, { keys: made.keys }, later))
    const trusted = orThrow(await loadTrustedMetadata(await made.input({ now: later })))
    expect(trusted.root.content).toMatchObject({ version: 2, expires: later + 730 * day })
  })

  it('refuses a root signed by others than the keys in force', async () => {
    const made = await world()
    const keys = generateRepositoryKeys()
    expect(refusalOf(await rotateRoot(made.tree, keys.root, { keys }, now)).code).toBe(
      'updates/other-keys',
    )
    expect(await readdir(made.metadata)).not.toContain('2.root.json')
  })

  it('finishes a rotation that broke off before the timestamp', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const keys = generateRepositoryKeys()
    // Targets, snapshot and root are written; the timestamp is not.
    const failing = failingAt(made.tree, 3)
    await expect(rotateRoot(failing, made.keys.root, { keys }, now)).rejects.toThrow('power cut')
    expect(refusalOf(await loadTrustedMetadata(await made.input())).code).toBe('tuf/signatures')
    expect(refusalOf(await refreshTimestamp(made.tree, keys, now)).code).toBe(
      'updates/rotation-interrupted',
    )
    const rotate = await rotateRoot(made.tree, made.keys.root, { keys }, now)
    expect(rotate).toEqual({ root: 2, targets: 3, snapshot: 3, timestamp: 3 })
    const trusted = orThrow(await loadTrustedMetadata(await made.input()))
    expect(trusted.targets.content.targets.size).toBe(6)
    expect(await readdir(made.metadata)).not.toContain('3.root.json')
  })

  it('holds a threshold of two, and refuses to sign with one', async () => {
    const two = {
      ...generateRepositoryKeys(),
      root: [generateRoleKey(), generateRoleKey()],
      targets: [generateRoleKey(), generateRoleKey()],
    }
    const made = await world(two, { root: 2, targets: 2 })
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    expect(
      await verifyFile(join(made.folder, 'targets/UPD-2026-0001/SHA256SUMS'), {
        root: made.rootPath,
        now,
      }),
    ).toMatchObject({
      good: true,
      signedBy: two.targets.map(({ keyId }) => keyId),
    })
    expect((await fetchWithTufJs(made, 'UPD-2026-0001/SHA256SUMS'))?.bytes.length).toBeGreaterThan(
      0,
    )
    const one = { ...publishing(made), targets: two.targets.slice(0, 1) }
    expect(
      refusalOf(await publishUpdate(made.tree, one, pumpUpdate({ id: 'UPD-2' }), now)).code,
    ).toBe('updates/other-keys')
    const rotated = await rotateRoot(
      made.tree,
      two.root.slice(0, 1),
      { keys: two, thresholds: { root: 2 } },
      now,
    )
    expect(refusalOf(rotated).code).toBe('updates/other-keys')
    orThrow(await rotateRoot(made.tree, two.root, { keys: two }, now))
    const kept = orThrow(await loadTrustedMetadata(await made.input()))
    expect(kept.root.content.roles).toMatchObject({
      root: { threshold: 2 },
      targets: { threshold: 2 },
    })
    const fewer = { keys: { ...two, targets: two.targets.slice(0, 1) } }
    expect(refusalOf(await rotateRoot(made.tree, two.root, fewer, now)).code).toBe(
      'updates/threshold',
    )
  })
})

describe('signing again before metadata expires', () => {
  it('signs the timestamp, and what has passed half of its life', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const { snapshot, timestamp, targets } = made.keys
    const at = async (days: number, keys: Parameters<typeof refreshTimestamp>[1]) =>
      orThrow(await refreshTimestamp(made.tree, keys, now + days * day))
    expect(await at(10, { snapshot, timestamp })).toMatchObject({
      signed: ['timestamp'],
      expires: { timestamp: now + 40 * day, snapshot: now + 90 * day },
    })
    expect(await at(60, { snapshot, timestamp, targets })).toMatchObject({
      signed: ['snapshot', 'timestamp'],
      expires: { snapshot: now + 150 * day },
    })
    expect(await at(300, { snapshot, timestamp, targets })).toMatchObject({
      signed: ['targets', 'snapshot', 'timestamp'],
      expires: { targets: now + 665 * day },
    })
    const trusted = orThrow(await loadTrustedMetadata(await made.input({ now: now + 301 * day })))
    expect(
      [trusted.timestamp, trusted.snapshot, trusted.targets].map(({ content }) => content.version),
    ).toEqual([5, 4, 3])
    expect(trusted.targets.content.targets.size).toBe(6)
  })

  it('mends a repository that has expired', async () => {
    const made = await world()
    const late = now + 100 * day
    expect(refusalOf(await loadTrustedMetadata(await made.input({ now: late }))).code).toBe(
      'tuf/expired',
    )
    orThrow(await refreshTimestamp(made.tree, made.keys, late))
    orThrow(await loadTrustedMetadata(await made.input({ now: late })))
  })
})
