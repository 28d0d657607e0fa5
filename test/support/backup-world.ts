import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parseFileHash } from '../../src/kernel/ids.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { checkLedger } from '../../src/ledger/index.ts'
import {
  type BackupOptions,
  backup,
  type RestoreOptions,
  restore,
} from '../../src/server/backup/index.ts'
import { readSettings, type Settings } from '../../src/server/index.ts'
import { sha256, verifyEd25519 } from './crypto.ts'
import {
  issueAs,
  type OpenServer,
  openServer,
  type RecordedCase,
  recordCase,
} from './recorded-case.ts'

const engineer = ['erika', ['engineer', 'triager']] as const

export interface World {
  readonly open: OpenServer
  readonly recorded: RecordedCase
  readonly folder: string
  readonly file: string
  close(): Promise<void>
}

export const options: BackupOptions = { environment: {}, clock: () => Date.UTC(2026, 5, 1) }

export const openWorld = async (environment: Readonly<Record<string, string>>): Promise<World> => {
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

export const settingsOf = ({ environment }: OpenServer): Settings =>
  orThrow(readSettings(environment))
export const settingsAt = (
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Settings => orThrow(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment }))

/** A folder for a restore, with the key of the world put there by hand as its owner would. */
export const emptyFolder = async (world: World, withKey = true): Promise<string> => {
  const target = await mkdtemp(join(world.folder, 'target-'))
  if (withKey) {
    await mkdir(join(target, 'keys'), { mode: 0o700 })
    await copyFile(join(world.open.folder, 'keys/master.key'), join(target, 'keys/master.key'))
  }
  return target
}

export const restoreTo = (
  target: string,
  file: string,
  more: Partial<RestoreOptions> = {},
  environment: Readonly<Record<string, string>> = {},
) => restore(settingsAt(target, environment), file, { environment: {}, ...more })

export const written = async ({ folder }: World, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'changed.tar')
  await writeFile(path, bytes)
  return path
}

export const problemsOf = async ({ server }: OpenServer) => {
  const { ledger, signer, sequencer } = server.parts
  await sequencer.run()
  const { database, kinds, open } = ledger
  const { key } = signer
  return (await checkLedger({ database, kinds, open, sha256, verifyEd25519, key })).problems
}

/** Restores the world's backup, starts a server on it, reads everything and writes more. */
export const expectToGoOn = async (
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
    expect(await files.verify(orThrow(parseFileHash(recorded.file.hash)))).toBe(true)
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
