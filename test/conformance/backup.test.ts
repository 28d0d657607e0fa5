import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { instantOf } from '../../src/kernel/time.ts'
import { backup } from '../../src/server/backup/index.ts'
import {
  emptyFolder,
  expectToGoOn,
  openWorld,
  options,
  restoreTo,
  settingsAt,
  settingsOf,
  type World,
  written,
} from '../support/backup-world.ts'
import { issueAs, openServer } from '../support/recorded-case.ts'

const run = promisify(execFile)
const engineer = ['erika', ['engineer', 'triager']] as const

describe('a backup of SQLite', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({})
  })
  afterAll(() => world?.close())

  it('restores into an empty folder, where everything reads and goes on', async () => {
    await expectToGoOn(world, {})
  })

  it('is taken while the server writes, and holds one moment', async () => {
    const { open, folder } = world
    let writing = true
    const writer = (async () => {
      for (let number = 0; writing; number++)
        await issueAs(open, engineer, ['report', 'receive'], {
          description: `Report ${number}`,
          source: 'c',
          reporterEmail: `reporter${number}@example.org`,
        })
    })()
    const file = join(folder, 'online.tar')
    orThrow(await backup(settingsOf(open), file, options))
    writing = false
    await writer
    const target = await emptyFolder(world)
    const restored = orThrow(await restoreTo(target, file))
    expect(restored.ledger.problemCount).toBe(0)
  })

  it('needs the key that is kept apart, and no other', async () => {
    const target = await emptyFolder(world, false)
    expect(await restoreTo(target, world.file)).toMatchObject({ code: 'restore/key-needed' })
    const other = Buffer.alloc(32, 7).toString('base64')
    expect(
      await restoreTo(target, world.file, { environment: { VULNERARY_KEY: other } }),
    ).toMatchObject({ code: 'restore/wrong-key' })
    expect(await readdir(target)).toEqual([])
    const key = (await readFile(join(world.open.folder, 'keys/master.key'), 'utf8')).trim()
    orThrow(await restoreTo(target, world.file, { environment: { VULNERARY_KEY: key } }))
    expect(await readdir(join(target, 'keys'))).not.toContain('master.key')
  })

  it('holds the key where that is asked for, and then restores by itself', async () => {
    const file = join(world.folder, 'with-key.tar')
    expect(
      orThrow(await backup(settingsOf(world.open), file, { ...options, withKey: true })),
    ).toMatchObject({ withKey: true })
    const target = await emptyFolder(world, false)
    orThrow(await restoreTo(target, file))
    const open = await openServer({}, target)
    expect(await open.server.parts.ledger.load(world.recorded.humanId)).toBeDefined()
    await open.close()
  })

  it('never brings an erased person back', async () => {
    const person = world.open.server.parts.sealing.personIdOf('jo@researcher.example')
    const at = instantOf(world.open.time.now + 86_400_000)
    const target = await emptyFolder(world)
    const erasures = [{ person, at, reason: 'Asked for it' }]
    orThrow(await restoreTo(target, world.file, { erasures }))
    const open = await openServer({}, target)
    const { ledger, sealing } = open.server.parts
    const report = await ledger.load(world.recorded.report)
    expect(await sealing.openDeep(report?.state)).toMatchObject({ reporterEmail: '(erased)' })
    expect(await sealing.listErasures()).toEqual(erasures)
    await open.close()
  })

  it('does not go into a folder that holds something', async () => {
    expect(await restoreTo(world.open.folder, world.file)).toMatchObject({
      code: 'restore/not-empty',
    })
    const target = await emptyFolder(world)
    await writeFile(join(target, 'vulnerary.db'), '')
    expect(await restoreTo(target, world.file)).toMatchObject({ code: 'restore/not-empty' })
    expect((await readdir(target)).sort()).toEqual(['keys', 'vulnerary.db'])
  })

  it('does not overwrite a file, and refuses a folder without data', async () => {
    expect(await backup(settingsOf(world.open), world.file, options)).toMatchObject({
      code: 'backup/exists',
    })
    const nothing = await emptyFolder(world, false)
    expect(
      await backup(settingsAt(nothing), join(world.folder, 'nothing.tar'), options),
    ).toMatchObject({ code: 'backup/no-data' })
  })

  it('is refused when it was cut anywhere, and nothing is left of it', async () => {
    const bytes = await readFile(world.file)
    const target = await emptyFolder(world)
    for (const share of [0, 0.01, 0.3, 0.5, 0.7, 0.99]) {
      const cut = await written(world, bytes.subarray(0, Math.floor(bytes.length * share)))
      expect(await restoreTo(target, cut)).toMatchObject({ code: 'backup/damaged' })
    }
    for (const bytesLess of [1, 512, 1_024, 2_048])
      expect(
        await restoreTo(target, await written(world, bytes.subarray(0, -bytesLess))),
      ).toMatchObject({ code: 'backup/damaged' })
    expect(
      await restoreTo(target, await written(world, Buffer.concat([bytes, Buffer.alloc(512)]))),
    ).toMatchObject({ code: 'backup/damaged' })
    expect(await readdir(target)).toEqual(['keys'])
  })

  it('is refused when any byte of it was changed', async () => {
    const bytes = await readFile(world.file)
    const target = await emptyFolder(world)
    const places = new Set<number>()
    // Every byte of the first headers, of the end, and a prime step through the rest.
    for (let at = 0; at < 1_024; at += 7) places.add(at)
    for (let at = bytes.length - 2_560; at < bytes.length; at += 13) places.add(at)
    for (let at = 1_024; at < bytes.length; at += Math.ceil(bytes.length / 150)) places.add(at)
    const unnoticed: number[] = []
    for (const at of places) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const result = await restoreTo(target, await written(world, changed))
      if (!isRefusal(result)) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
    expect(await readdir(target)).toEqual(['keys'])
  }, 120_000)

  it('opens with the tar of others, without the secrets of anybody', async () => {
    const { stdout } = await run('tar', ['-tf', world.file]).catch(() => ({ stdout: '' }))
    if (stdout === '') return
    const names = stdout.trim().split('\n')
    expect(names).toContain('vulnerary-backup.json')
    expect(names).toContain('tables/event.jsonl.gz')
    expect(names).toContain(
      `files/${world.recorded.file.hash.slice(0, 2)}/${world.recorded.file.hash}`,
    )
    expect(names).not.toContain('keys/master.key')
    expect(names).not.toContain('tables/session.jsonl.gz')
  })
})
