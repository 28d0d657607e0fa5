import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { generateRepositoryKeys } from '../../src/updates/repository/keys.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { refreshTimestamp } from '../../src/updates/repository/refresh.ts'
import { rotateRoot } from '../../src/updates/repository/rotate.ts'
import { verifyFile, verifyPath } from '../../src/updates/repository/verify-folder.ts'
import { withdrawFromRepository } from '../../src/updates/repository/withdraw.ts'
import {
  failingAt,
  fileOf,
  now,
  publishing,
  pumpUpdate,
  refusalOf,
  type TufWorld,
  world,
} from './tuf-support.ts'

const withdrawal = {
  updateId: 'UPD-2026-0001',
  reason: 'It stops the pump after a restart.',
  at: '2026-11-20T10:00:00.000Z',
}
const later = pumpUpdate({
  id: 'UPD-2026-0002',
  revision: '2.2',
  files: [fileOf('pump firmware.bin', 'firmware of the pump, mended')],
})
const firmware = (folder: string, id = 'UPD-2026-0001') =>
  join(folder, 'targets', id, 'pump firmware.bin')

const aWorld = async (): Promise<TufWorld> => {
  const made = await world()
  orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
  return made
}
const verify = ({ rootPath, folder }: TufWorld, path: string) =>
  verifyFile(path, { root: rootPath, now, repository: folder })

describe('a withdrawn update', () => {
  test('is listed no more, and whoever has it learns why', async () => {
    const made = await aWorld()
    expect(await verify(made, firmware(made.folder))).toMatchObject({ good: true })
    const versions = orThrow(await withdrawFromRepository(made.tree, made.keys, withdrawal, now))
    expect(versions).toEqual({ root: 1, targets: 3, snapshot: 3, timestamp: 3 })
    const refused = refusalOf(await verify(made, firmware(made.folder)))
    expect(refused).toMatchObject({
      code: 'tuf/withdrawn',
      details: { updateId: 'UPD-2026-0001', reason: withdrawal.reason, instead: null },
    })
    expect(refused.message).toContain('It stops the pump after a restart.')
    expect(refused.message).toContain('Ask the maker what to install instead.')
  })

  test('is known by its content in another folder and under another name', async () => {
    const made = await aWorld()
    orThrow(await withdrawFromRepository(made.tree, made.keys, withdrawal, now))
    orThrow(await publishUpdate(made.tree, publishing(made), later, now))
    const folder = await mkdtemp(join(tmpdir(), 'usb-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    for (const name of ['pump firmware.bin', 'renamed.bin']) {
      await cp(firmware(made.folder), join(folder, name))
      expect(await verify(made, join(folder, name))).toMatchObject({ code: 'tuf/withdrawn' })
    }
    // What was changed besides is not what was withdrawn.
    await writeFile(join(folder, 'other.bin'), 'something else')
    expect(await verify(made, join(folder, 'other.bin'))).toMatchObject({
      code: 'tuf/unknown-target',
    })
  })

  test('leads to the one named, and to the next of the same product', async () => {
    const made = await aWorld()
    const instead = { updateId: 'UPD-2025-0009', revision: '2.0' }
    orThrow(await withdrawFromRepository(made.tree, made.keys, { ...withdrawal, instead }, now))
    orThrow(await publishUpdate(made.tree, publishing(made), later, now))
    expect(refusalOf(await verify(made, firmware(made.folder))).message).toContain(
      'Install UPD-2025-0009 (revision 2.0) instead.',
    )
    const without = await aWorld()
    orThrow(await withdrawFromRepository(without.tree, without.keys, withdrawal, now))
    const other = { ...later, id: 'UPD-2026-0003', product: 'Another product' }
    orThrow(await publishUpdate(without.tree, publishing(without), other, now))
    orThrow(await publishUpdate(without.tree, publishing(without), later, now))
    expect(refusalOf(await verify(without, firmware(without.folder))).message).toContain(
      'Install UPD-2026-0002 (revision 2.2) instead.',
    )
    expect(await verify(without, firmware(without.folder, 'UPD-2026-0002'))).toMatchObject({
      good: true,
    })
  })

  test('stays withdrawn when the rest is signed again or under new keys', async () => {
    const made = await aWorld()
    orThrow(await withdrawFromRepository(made.tree, made.keys, withdrawal, now))
    orThrow(await refreshTimestamp(made.tree, made.keys, now + 300 * 86_400_000))
    const keys = generateRepositoryKeys()
    orThrow(await rotateRoot(made.tree, made.keys.root, { keys }, now))
    expect(await verify(made, firmware(made.folder))).toMatchObject({ code: 'tuf/withdrawn' })
    expect(
      await publishUpdate(made.tree, { ...publishing(made), ...keys }, pumpUpdate(), now),
    ).toMatchObject({ code: 'updates/withdrawn' })
  })

  test('is withdrawn once, whole or not at all, and only where it was published', async () => {
    const made = await aWorld()
    const before = { ...withdrawal, updateId: 'UPD-2026-0009' }
    expect(await withdrawFromRepository(made.tree, made.keys, before, now)).toMatchObject({
      code: 'updates/not-published',
    })
    for (let step = 0; step < 3; step++) {
      const broken = failingAt(made.tree, step)
      await expect(withdrawFromRepository(broken, made.keys, withdrawal, now)).rejects.toThrow(
        'power cut',
      )
      expect(await verify(made, firmware(made.folder))).toMatchObject({ good: true })
    }
    const first = orThrow(await withdrawFromRepository(made.tree, made.keys, withdrawal, now))
    expect(await withdrawFromRepository(made.tree, made.keys, withdrawal, now)).toEqual(first)
    const all = orThrow(await verifyPath(made.folder, { root: made.rootPath, now }))
    expect(all.good).toEqual([])
    expect(new Set(all.bad.map(({ code }) => code))).toEqual(
      new Set(['tuf/withdrawn', 'tuf/unknown-target']),
    )
  })
})
