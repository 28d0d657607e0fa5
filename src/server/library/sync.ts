import { createHash } from 'node:crypto'
import type { SourceState } from '../../documents/index.ts'
import { describeFile } from '../../documents/index.ts'
import { type Drive, DriveError, type DriveFile, type LeftOut } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { type KnownFile, type SourceFiles, sourceFilesOf } from './source-files.ts'
import { issueForSource } from './source-records.ts'
import type { SourceSettings } from './source-settings.ts'
import { createTaking } from './take-file.ts'

/** One look at one source, and what it may use. */
export interface SyncParts {
  readonly parts: Parts
  readonly settings: SourceSettings
  readonly drive: Drive
  readonly source: Typed<SourceState>
  readonly stopping: () => boolean
}

export type Counts = Record<
  'new' | 'changed' | 'unchanged' | 'moved' | 'returned' | 'gone' | 'unread' | 'leftOut',
  number
>

/**
 * Brings the library in step with a source: first all of it is listed, then what is new or changed is
 * fetched, one file at a time, and last what is gone is said to be. What was done before the server
 * stopped need not be done again. Throws `DriveError` where the source itself cannot be read.
 */
export const syncSource = async (sync: SyncParts): Promise<void> => {
  const { parts, settings, drive, source, stopping } = sync
  const startedAt = instantOf(parts.clock())
  const granted = await drive.connect()
  const print = fingerprintOf(settings)
  const kept = source.state.lastSync?.position ?? ''
  const position = kept.startsWith(`${print}:`) ? kept.slice(print.length + 1) : ''
  const look = await drive.look(position === '' ? null : position)
  const files = sourceFilesOf(parts.ledger.database, source.stream)
  const known = await files.all()
  const counts: Counts = {
    ...{ new: 0, changed: 0, unchanged: 0, moved: 0 },
    ...{ returned: 0, gone: 0, unread: 0, leftOut: 0 },
  }
  const listed = look.unchanged
    ? waitingAmong(known, counts)
    : await listAll(look.files, known, settings, stopping)
  if (listed === undefined) return
  refuseEmptied(sync, known, listed, look.unchanged)
  const take = createTaking(
    sync,
    { files, known, seen: listed.seen, version: look.version },
    counts,
  )
  for (const file of listed.wanted) {
    if (stopping()) return
    await take(file)
  }
  if (!look.unchanged) {
    await leaveOut(files, known, listed, counts)
    await lose(sync, files, known, listed, counts)
  }
  if (stopping()) return
  await issueForSource(parts, 'source', 'record-sync', source.stream, {
    startedAt,
    granted: {
      scopes: granted.scopes.map((scope) => scope.slice(0, limits.text.line)),
      account: granted.account.slice(0, limits.text.line),
    },
    position: look.position === null ? '' : `${print}:${look.position}`,
    counts,
  })
}

/** With other settings or rules all of it is looked at anew. */
const fingerprintOf = (settings: SourceSettings): string =>
  createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 12)

interface Listing {
  readonly wanted: readonly DriveFile[]
  /** Keys of all that lie there. */
  readonly seen: ReadonlySet<string>
  readonly leftOut: readonly LeftOut[]
  /** Files that are no documents, or that a rule leaves out. */
  readonly others: number
  /** Keys of documents that lie there and that a rule leaves out now. */
  readonly ruledOut: ReadonlySet<string>
  /** Not all of it was listed: what was not seen may be there. */
  readonly cut: boolean
}

/** Undefined where the server stops meanwhile. */
const listAll = async (
  found: AsyncIterable<DriveFile | LeftOut>,
  known: ReadonlyMap<string, KnownFile>,
  { rules }: SourceSettings,
  stopping: () => boolean,
): Promise<Listing | undefined> => {
  const wanted: DriveFile[] = []
  const seen = new Set<string>()
  const leftOut: LeftOut[] = []
  const ruledOut = new Set<string>()
  let others = 0
  let cut = false
  for await (const one of found) {
    if (stopping()) return undefined
    if ('leftOut' in one) {
      // A failed folder is always told: what lies below it must not be taken for gone.
      if (leftOut.length < limits.source.leftOut || one.below === true) leftOut.push(one)
      else others++
    } else if (describeFile(one.path, rules) === undefined) {
      others++
      if (known.has(one.key)) ruledOut.add(one.key)
    } else if (seen.size >= limits.source.files) {
      if (!cut)
        leftOut.push({
          path: one.path,
          leftOut: `the source holds more than ${limits.source.files} documents; this one and those after it were left out: connect its folders as sources of their own`,
        })
      cut = true
    } else {
      seen.add(one.key)
      wanted.push(one)
    }
  }
  // What is known comes last: new files under another name are looked for among what is gone.
  return { wanted: wanted.sort(byKnown(known)), seen, leftOut, others, ruledOut, cut }
}

const byKnown =
  (known: ReadonlyMap<string, KnownFile>) =>
  (a: DriveFile, b: DriveFile): number =>
    Number(known.has(a.key)) - Number(known.has(b.key)) || (a.path < b.path ? -1 : 1)

/** Nothing changed: only what could not be read then is tried again. */
const waitingAmong = (known: ReadonlyMap<string, KnownFile>, counts: Counts): Listing => {
  const wanted: DriveFile[] = []
  const seen = new Set<string>()
  for (const file of known.values()) {
    const { key, standing } = file
    if (standing === 'there') counts.unchanged++
    if (standing === 'left-out') counts.leftOut++
    if (standing === 'there' || standing === 'unread') seen.add(key)
    if (standing === 'unread') wanted.push(file)
  }
  return { wanted, seen, leftOut: [], others: 0, ruledOut: new Set(), cut: false }
}

/** A disk that is not mounted looks like a folder without files. */
const refuseEmptied = (
  { source }: SyncParts,
  known: ReadonlyMap<string, KnownFile>,
  { seen }: Listing,
  unchanged: boolean,
): void => {
  const before = [...known.values()].filter(({ standing }) => standing === 'there').length
  if (unchanged || seen.size > 0 || before === 0 || source.state.asked?.emptied === true) return
  throw new DriveError(
    `The source is there and holds no document, where it held ${before}.`,
    'See whether its disk is mounted and its rules are right. If all of them are gone on purpose, look at it now and say that it is meant to be empty.',
  )
}

/** A person sees what was left out, and why; what is there now takes the place of what was then. */
const leaveOut = async (
  files: SourceFiles,
  known: ReadonlyMap<string, KnownFile>,
  { leftOut, others }: Listing,
  counts: Counts,
): Promise<void> => {
  counts.leftOut = leftOut.length + others
  const keys = new Set<string>()
  for (const { path, leftOut: reason } of leftOut) {
    const key = `/left-out/${path}`
    keys.add(key)
    if (known.get(key)?.reason === reason) continue
    const row = {
      ...{ mark: '', size: null, changed: '', hash: '', document: '' },
      standing: 'left-out' as const,
    }
    await files.keep({ key, path: path.toWellFormed(), ...row, reason })
  }
  for (const { key, standing } of known.values())
    if (standing === 'left-out' && !keys.has(key)) await files.forget(key)
}

const lose = async (
  { parts, stopping }: SyncParts,
  files: SourceFiles,
  known: ReadonlyMap<string, KnownFile>,
  { seen, leftOut, ruledOut, cut }: Listing,
  counts: Counts,
): Promise<void> => {
  const hidden = leftOut.filter(({ below }) => below === true).map(({ path }) => `${path}/`)
  for (const file of known.values()) {
    if (stopping()) return
    const { key, path, document, standing } = file
    if (seen.has(key) || standing === 'gone' || standing === 'left-out') continue
    if (cut || hidden.some((folder) => folder === '/' || path.startsWith(folder))) {
      counts.unread++
      await files.keep({ ...file, standing: 'unread', reason: 'it could not be looked for' })
    } else if (document === '') await files.forget(key)
    else {
      counts.gone++
      const reason = ruledOut.has(key)
        ? `${path} is in the source, and sources.yaml leaves it out now.`
        : `${path} is not in the source any more.`
      await issueForSource(parts, 'document', 'lose', document, { reason })
      await files.keep({ ...file, standing: 'gone', reason: '' })
    }
  }
}
