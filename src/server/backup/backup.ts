import { existsSync } from 'node:fs'
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Settings } from '../settings.ts'
import { deriveKey, type MasterKey, openMasterKey } from '../vault/index.ts'
import { type ArchiveWriter, createArchiveWriter, exists } from './archive-writer.ts'
import {
  type BackupHeader,
  backupFormat,
  erasuresMember,
  headerName,
  masterKeyMember,
  personsMember,
  tableMember,
} from './header.ts'
import { openPersons } from './persons.ts'
import { packRows } from './rows.ts'
import { type Cell, openSnapshot } from './snapshot.ts'

export interface BackupOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Puts the master key into the archive: whoever has the file can then read everything. */
  readonly withKey?: boolean | undefined
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined
}

export interface BackupProgress {
  readonly rows: number
  readonly files: number
}

export interface BackedUp extends BackupProgress {
  readonly bytes: number
  /** False where the master key must be kept apart: without it the backup cannot be restored. */
  readonly withKey: boolean
}

/**
 * Writes everything of a server into one sealed archive, also while it runs: the database as it was
 * at one moment, then the files, which are never changed. Takes no lock. Refuses with
 * `backup/exists`, `backup/no-data` or the codes of `openMasterKey`.
 */
export const backup = async (
  settings: Settings,
  path: string,
  options: BackupOptions,
): Promise<BackedUp | Refusal> => {
  if (!existsSync(join(settings.dataDir, 'keys', 'master.check')))
    return refuse('backup/no-data', `There is no data in ${settings.dataDir}. Set DATA_DIR.`)
  const master = await openMasterKey(settings.dataDir, options.environment)
  if (isRefusal(master)) return master
  let writer: ArchiveWriter | undefined
  try {
    if (existsSync(path)) throw exists(path)
    writer = await createArchiveWriter(path, deriveKey(master, 'backup'))
    const counts = await writeAll(settings, writer, master, options)
    return { ...counts, bytes: await writer.finish(), withKey: options.withKey === true }
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  } finally {
    await writer?.abandon()
  }
}

const writeAll = async (
  settings: Settings,
  writer: ArchiveWriter,
  master: MasterKey,
  options: BackupOptions,
): Promise<BackupProgress> => {
  const { withKey = false, onProgress } = options
  let [rows, files] = [0, 0]
  // The database first: files and keys that its facts name are on the disk before the facts are.
  const snapshot = await openSnapshot(settings)
  try {
    const header: BackupHeader = {
      format: backupFormat,
      made: instantOf(options.clock()),
      engine: settings.databaseUrl === undefined ? 'sqlite' : 'postgres',
      migrations: [...snapshot.migrations],
      withKey,
    }
    await writer.add(headerName, [Buffer.from(`${JSON.stringify(header)}\n`)])
    for await (const { table, columns, rows: source } of snapshot.tables()) {
      const counted = countingRows(source, () => {
        if (++rows % 10_000 === 0) onProgress?.({ rows, files })
      })
      await writer.add(tableMember(table), packRows(columns, counted))
    }
  } finally {
    await snapshot.close()
  }
  await addKeys(settings, writer, withKey ? master : undefined)
  for await (const path of filesToKeep(settings.dataDir)) {
    const file = await openIfThere(join(settings.dataDir, path))
    if (file === undefined) continue
    try {
      await writer.add(path, contentOf(file))
    } finally {
      await file.close()
    }
    if (++files % 100 === 0) onProgress?.({ rows, files })
  }
  return { rows, files }
}

const addKeys = async (
  settings: Settings,
  writer: ArchiveWriter,
  master: MasterKey | undefined,
): Promise<void> => {
  const persons = await openPersons(settings)
  try {
    await writer.add(
      personsMember,
      packRows(['person', 'wrapped_key', 'created_at'], persons.keys()),
    )
    await writer.add(erasuresMember, packRows(['person', 'at', 'reason'], persons.erasures()))
  } finally {
    await persons.close()
  }
  const folder = join(settings.dataDir, 'keys')
  // Sealed keys of the update repository and the like; the databases went by above.
  for (const name of (await readdir(folder)).sort())
    if (name === 'master.check' || name.endsWith('.sealed'))
      await writer.add(`keys/${name}`, [await readFile(join(folder, name))])
  if (master !== undefined)
    await writer.add(masterKeyMember, [Buffer.from(`${master.export().toString('base64')}\n`)])
}

async function* countingRows(
  rows: AsyncIterable<readonly Cell[]>,
  count: () => void,
): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) {
    count()
    yield row
  }
}

/** The timestamp is read before the folder it lies in is listed: what it names is there by then. */
const timestamp = 'public/updates/metadata/timestamp.json'

async function* filesToKeep(dataDir: string): AsyncGenerator<string> {
  yield* filesBelow(dataDir, 'files')
  yield timestamp
  for await (const path of filesBelow(dataDir, 'public')) if (path !== timestamp) yield path
}

/** Paths from the data folder with forward slashes, in order; drafts of running uploads are left out. */
async function* filesBelow(dataDir: string, folder: string): AsyncGenerator<string> {
  if (!existsSync(join(dataDir, folder))) return
  const entries = await readdir(join(dataDir, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = posix.join(folder, entry.name)
    if (path === 'files/incoming') continue
    if (entry.isDirectory()) yield* filesBelow(dataDir, path)
    else if (entry.isFile()) yield path
  }
}

/** Undefined where it is gone by now: a draft of the public tree, say, that has its name now. */
const openIfThere = async (path: string): Promise<FileHandle | undefined> => {
  try {
    return await open(path, 'r')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

const contentOf = (file: FileHandle): AsyncIterable<Uint8Array> =>
  file.createReadStream({ autoClose: false })
