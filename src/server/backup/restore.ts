import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import {
  checkLedger,
  createLedger,
  type Ledger,
  type LedgerReport,
  type OpenWords,
  rebuildStates,
} from '../../ledger/index.ts'
import { takeDataLock } from '../data-lock.ts'
import { readErasureList, scrub } from '../erasure/index.ts'
import { allKinds } from '../kinds.ts'
import { dropSketches } from '../likeness/index.ts'
import { createForeignTasks } from '../processes/foreign-tasks.ts'
import type { Settings } from '../settings.ts'
import { checkpointSigner, sha256, verifyEd25519 } from '../signing.ts'
import type { Erasure } from '../vault/erasures.ts'
import {
  createPersonKeys,
  deriveKey,
  type MasterKey,
  openPersonStore,
  type PersonStore,
  personStoreWithin,
} from '../vault/index.ts'
import {
  type Archive,
  type ArchiveMember,
  damaged,
  openArchive,
  readThrough,
} from './archive-reader.ts'
import { sealName } from './archive-writer.ts'
import { findNotEmpty, moveInto, placeFile, undoMove } from './data-folder.ts'
import { type Again, eraseAgain } from './erase-again.ts'
import {
  type BackupHeader,
  erasuresMember,
  headerName,
  headerSchema,
  masterCheckMember,
  masterKeyMember,
  personsMember,
} from './header.ts'
import { loadPersons } from './load-persons.ts'
import { keyForRestore } from './restore-key.ts'
import { unpackRows } from './rows.ts'
import { postgresTarget, type RestoreTarget, sqliteTarget } from './target.ts'

export interface RestoreOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Of persons who were erased after the backup was made: they are erased again. */
  readonly erasures?: readonly Erasure[] | undefined
  /** A list that `erasureList` wrote since: persons and files are destroyed again. */
  readonly list?: string | undefined
  readonly onProgress?: ((done: RestoreProgress) => void) | undefined
}

export interface RestoreProgress {
  readonly step: 'reading' | 'restoring' | 'checking'
  readonly rows: number
  readonly files: number
}

export interface Restored {
  readonly made: string
  readonly rows: number
  readonly files: number
  readonly ledger: Omit<LedgerReport, 'problems'>
}

/**
 * Restores a backup of either database into an empty data folder (and, with `DATABASE_URL`, an
 * empty database): all of it or nothing. The archive is read and its seal checked before anything is
 * written; erasures are applied before keys; the ledger is checked before the data takes its place.
 *
 * Refuses with `data/locked`, `restore/not-empty`, `restore/key-needed`, `restore/wrong-key`,
 * `restore/newer`, `restore/ledger`, `backup/no-file` or `backup/damaged`.
 */
export const restore = async (
  settings: Settings,
  path: string,
  options: RestoreOptions,
): Promise<Restored | Refusal> => {
  const archive = await openArchive(path)
  if (isRefusal(archive)) return archive
  try {
    const refused = await notEmpty(settings)
    if (refused !== undefined) return refused
    const lock = await takeDataLock(settings.dataDir, '')
    if (isRefusal(lock)) return lock
    try {
      return (await notEmpty(settings)) ?? (await restoreInto(settings, archive, options))
    } finally {
      await lock.release()
    }
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  } finally {
    await archive.close()
  }
}

const notEmpty = async ({ dataDir }: Settings): Promise<Refusal | undefined> => {
  const found = await findNotEmpty(dataDir)
  return found === undefined
    ? undefined
    : refuse(
        'restore/not-empty',
        `${dataDir} is not empty: it holds ${found}. A restore goes into an empty folder: set DATA_DIR to another.`,
      )
}

const restoreInto = async (
  settings: Settings,
  archive: Archive,
  options: RestoreOptions,
): Promise<Restored | Refusal> => {
  const { dataDir } = settings
  options.onProgress?.({ step: 'reading', rows: 0, files: 0 })
  const read = await readThrough(archive, [headerName, masterKeyMember, masterCheckMember])
  if (isRefusal(read)) return read
  const header = headerOf(read.found.get(headerName))
  if (isRefusal(header)) return header
  const staging = await mkdtemp(join(dataDir, 'restoring-'))
  try {
    const master = await keyForRestore(dataDir, staging, read.found, options.environment)
    if (isRefusal(master)) return master
    if (!read.sealedBy(deriveKey(master, 'backup')))
      return damaged('its content is not what was sealed').refusal
    const list = options.list === undefined ? none : await readErasureList(options.list, master)
    if (isRefusal(list)) return list
    const since = [...(options.erasures ?? []), ...list.persons]
    const again = { persons: since, files: list.files }
    return await restoreSealed({ settings, archive, options, header, staging, master, again })
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const headerOf = (bytes: Buffer | undefined): BackupHeader | Refusal => {
  if (bytes === undefined) return damaged('it has no header').refusal
  try {
    const parsed = headerSchema.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success ? parsed.data : damaged('its header is of another version').refusal
  } catch (error) {
    if (error instanceof SyntaxError) return damaged('its header cannot be read').refusal
    throw error
  }
}

const none: Again = { persons: [], files: [] }

interface Sealed {
  readonly settings: Settings
  readonly archive: Archive
  readonly options: RestoreOptions
  readonly header: BackupHeader
  readonly staging: string
  readonly master: MasterKey
  readonly again: Again
}

const restoreSealed = async (sealed: Sealed): Promise<Restored | Refusal> => {
  const { settings, header, staging } = sealed
  const target =
    settings.databaseUrl === undefined
      ? await sqliteTarget(join(staging, 'vulnerary.db'))
      : await postgresTarget(settings.databaseUrl)
  let moved: readonly string[] = []
  let done = false
  try {
    const prepared = await target.prepare(header.migrations)
    if (isRefusal(prepared)) return prepared
    const [counts, report] = await loadChecked(sealed, target)
    if (isRefusal(report)) return report
    // An SQLite file is written by its commit and then moved; PostgreSQL's commit is the last step.
    if (settings.databaseUrl === undefined) {
      await target.commit()
      if (sealed.again.persons.length > 0) await scrub(target.database)
      await target.close()
    }
    moved = await moveInto(staging, settings.dataDir)
    if (settings.databaseUrl !== undefined) await target.commit()
    done = true
    return { made: header.made, ...counts, ledger: report }
  } finally {
    if (!done) await undoMove(settings.dataDir, moved)
    await target.close()
  }
}

type Counts = Omit<RestoreProgress, 'step'>

/** The store of keys is open meanwhile: titles and search text follow from words under these keys. */
const loadChecked = async (
  sealed: Sealed,
  target: RestoreTarget,
): Promise<readonly [Counts, Restored['ledger'] | Refusal]> => {
  const { settings, staging, master } = sealed
  const store =
    settings.databaseUrl === undefined
      ? await openPersonStore(staging)
      : personStoreWithin(target.database)
  try {
    const counts = await load(sealed, target, store)
    await target.upgrade()
    await eraseAgain(sealed.again, target)
    // Not in the backup: what reports are found alike by is made anew at the first start.
    await dropSketches(target.database.writer)
    sealed.options.onProgress?.({ step: 'checking', ...counts })
    const keys = createPersonKeys({ store, master, clock: Date.now, random: nothingNew })
    return [counts, await checkRenewed(sealed, target, keys.openWords)]
  } finally {
    await store.close()
  }
}

const nothingNew = (): Uint8Array => {
  throw new Error('A restore makes no keys.')
}

const load = async (
  { archive, options, staging, again }: Sealed,
  target: RestoreTarget,
  store: PersonStore,
): Promise<{ readonly rows: number; readonly files: number }> => {
  const members = new Map<string, ArchiveMember>()
  const gone = new Set(again.files.map(({ hash }) => `files/${hash.slice(0, 2)}/${hash}`))
  let [rows, files] = [0, 0]
  for await (const member of archive.members()) {
    const { name } = member
    const table = /^tables\/([a-z_]+)\.jsonl\.gz$/.exec(name)?.[1]
    if (table !== undefined) {
      const lines = unpackRows(archive.content(member))
      const { value: columns } = await lines.next()
      if (columns === undefined) throw damaged(`${name} is empty`)
      rows += await target.insert(table, columns.map(String), lines)
    } else if (name === personsMember || name === erasuresMember) members.set(name, member)
    else if (![headerName, masterKeyMember, masterCheckMember, sealName].includes(name)) {
      if (gone.has(name)) continue
      await placeFile(staging, name, archive.content(member))
      files++
    }
    options.onProgress?.({ step: 'restoring', rows, files })
  }
  await loadPersons(store.tables, archive, members, again.persons)
  await store.scrub()
  await mkdir(join(staging, 'files'), { recursive: true, mode: 0o700 })
  return { rows, files }
}

/**
 * A backup of an earlier version holds states as that version folded them, and one from before an
 * erasure shows words that are gone: both follow from the facts, which are checked, so they are made
 * anew.
 */
const checkRenewed = async (
  sealed: Sealed,
  target: RestoreTarget,
  open: OpenWords,
): Promise<Restored['ledger'] | Refusal> => {
  const first = await check(sealed, target, open)
  if (!isRefusal(first)) return first
  const { database } = target
  const ledger: Ledger = createLedger(
    database,
    allKinds(() => ledger, sealed.settings, createForeignTasks()),
  )
  await rebuildStates(ledger.kinds, database.reader, (work) => work(database.writer), open)
  return check(sealed, target, open)
}

const check = async (
  { settings, master }: Sealed,
  { database }: RestoreTarget,
  open: OpenWords,
): Promise<Restored['ledger'] | Refusal> => {
  const kinds = allKinds(() => ledger, settings, createForeignTasks())
  const ledger: Ledger = createLedger(database, kinds)
  const { key } = checkpointSigner(master)
  const parts = { database, kinds: ledger.kinds, open, sha256, verifyEd25519, key }
  const report = await checkLedger(parts)
  const { problems, ...rest } = report
  return report.problemCount === 0
    ? rest
    : refuse(
        'restore/ledger',
        `The ledger in this backup does not hold (${report.problemCount} problems; the first: ${problems[0]?.message}). Nothing was restored. Use an earlier backup.`,
        { problems },
      )
}
