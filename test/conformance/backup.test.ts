import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { instantOf } from '../../src/kernel/time.ts'
import { checkLedger } from '../../src/ledger/index.ts'
import {
  type BackupOptions,
  backup,
  type RestoreOptions,
  restore,
} from '../../src/server/backup/index.ts'
import { readSettings, type Settings } from '../../src/server/index.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import {
  issueAs,
  type OpenServer,
  openServer,
  type RecordedCase,
  recordCase,
} from '../support/recorded-case.ts'

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

describeWith('postgres', 'a backup over both databases', () => {
  const databases: TestDatabase[] = []
  const database = async (): Promise<string> => {
    const made = await createDatabase()
    databases.push(made)
    return made.url
  }
  let sqlite: World
  let postgres: World
  beforeAll(async () => {
    sqlite = await openWorld({})
    postgres = await openWorld({ DATABASE_URL: await database() })
  })
  afterAll(async () => {
    await sqlite?.close()
    await postgres?.close()
    for (const made of databases) await made.drop()
  })

  it('goes from PostgreSQL to PostgreSQL', async () => {
    await expectToGoOn(postgres, { DATABASE_URL: await database() })
  })
  it('goes from SQLite to PostgreSQL', async () => {
    await expectToGoOn(sqlite, { DATABASE_URL: await database() })
  })
  it('goes from PostgreSQL to SQLite', async () => {
    await expectToGoOn(postgres, {})
  })

  it('leaves not even a table where it is damaged or the key is missing', async () => {
    const url = await database()
    const target = await emptyFolder(postgres)
    const bytes = await readFile(postgres.file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    expect(
      await restoreTo(target, await written(postgres, bytes), {}, { DATABASE_URL: url }),
    ).toMatchObject({ code: 'backup/damaged' })
    expect(await tablesOf(url)).toEqual([])
  })

  it('does not go into a database that holds facts', async () => {
    const target = await emptyFolder(sqlite)
    const url = settingsOf(postgres.open).databaseUrl ?? ''
    expect(await restoreTo(target, sqlite.file, {}, { DATABASE_URL: url })).toMatchObject({
      code: 'restore/not-empty',
    })
    expect(await readdir(target)).toEqual(['keys'])
    expect(await problemsOf(postgres.open)).toEqual([])
  })
})

interface World {
  readonly open: OpenServer
  readonly recorded: RecordedCase
  readonly folder: string
  readonly file: string
  close(): Promise<void>
}

const options: BackupOptions = { environment: {}, clock: () => Date.UTC(2026, 5, 1) }

const openWorld = async (environment: Readonly<Record<string, string>>): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'backups-'))
  const open = await openServer(environment)
  const recorded = await recordCase(open)
  const metadata = join(open.folder, 'public', 'updates', 'metadata')
  await mkdir(metadata, { recursive: true })
  await writeFile(join(metadata, 'timestamp.json'), '{"signed":{"expires":"2099-01-01T00:00:00Z"}}')
  const long = join(open.folder, 'public', 'advisories', 'white', '2026', 'x'.repeat(90))
  await mkdir(long, { recursive: true })
  await writeFile(join(long, `${'y'.repeat(150)}.json`), '{}')
  const file = join(folder, 'backup.tar')
  orThrow(await backup(settingsOf(open), file, options))
  return {
    open,
    recorded,
    folder,
    file,
    close: async () => {
      await open.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const settingsOf = ({ environment }: OpenServer): Settings => orThrow(readSettings(environment))
const settingsAt = (folder: string, environment: Readonly<Record<string, string>> = {}): Settings =>
  orThrow(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment }))

/** A folder for a restore, with the key of the world put there by hand as its owner would. */
const emptyFolder = async (world: World, withKey = true): Promise<string> => {
  const target = await mkdtemp(join(world.folder, 'target-'))
  if (withKey) {
    await mkdir(join(target, 'keys'), { mode: 0o700 })
    await copyFile(join(world.open.folder, 'keys/master.key'), join(target, 'keys/master.key'))
  }
  return target
}

const restoreTo = (
  target: string,
  file: string,
  more: Partial<RestoreOptions> = {},
  environment: Readonly<Record<string, string>> = {},
) => restore(settingsAt(target, environment), file, { environment: {}, ...more })

const written = async ({ folder }: World, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'changed.tar')
  await writeFile(path, bytes)
  return path
}

const problemsOf = async ({ server }: OpenServer) => {
  const { ledger, signer, sequencer } = server.parts
  await sequencer.run()
  const { database, kinds } = ledger
  return (await checkLedger({ database, kinds, sha256, verifyEd25519, key: signer.key })).problems
}

/** Restores the world's backup, starts a server on it, reads everything and writes more. */
const expectToGoOn = async (
  world: World,
  environment: Readonly<Record<string, string>>,
): Promise<void> => {
  const { recorded, open: before } = world
  const target = await emptyFolder(world)
  const restored = orThrow(await restoreTo(target, world.file, {}, environment))
  expect(restored.ledger.problemCount).toBe(0)
  expect(restored.files).toBeGreaterThanOrEqual(3)
  expect((await readdir(target)).filter((name) => name.startsWith('restoring'))).toEqual([])
  const open = await openServer(environment, target)
  try {
    const { ledger, files, sealing, signer } = open.server.parts
    expect(signer.key.name).toBe(before.server.parts.signer.key.name)
    const [then, now] = await Promise.all(
      [before, open].map(({ server }) => server.parts.ledger.load(recorded.humanId)),
    )
    expect(now).toEqual(then)
    const report = await ledger.load(recorded.report)
    expect(await sealing.openDeep(report?.state)).toMatchObject({
      reporterEmail: 'jo@researcher.example',
    })
    expect(await files.verify(recorded.file.hash as never)).toBe(true)
    const list = await ledger.list({ kind: 'case', person: undefined, search: 'password' })
    expect(isRefusal(list) ? list : list.items).toHaveLength(1)
    expect(await readdir(join(target, 'public/updates/metadata'))).toEqual(['timestamp.json'])
    open.time.now = before.time.now + 1_000
    const next = await issueAs(open, engineer, ['report', 'receive'], {
      description: 'After the restore.',
      source: 'c',
    })
    expect(Number(next.humanId.slice(-4))).toBe(Number(recorded.report.slice(-4)) + 1)
    await open.server.settle()
    expect(await problemsOf(open)).toEqual([])
  } finally {
    await open.server.stop()
  }
}

const tablesOf = async (url: string): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
