import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  type Described,
  type DocumentState,
  describeFile,
  originKey,
  versionOf,
} from '../../documents/index.ts'
import { type DriveFile, DriveFileError } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, RefusalError } from '../../kernel/result.ts'
import { safeFileName } from '../files/index.ts'
import { having, one } from '../wiring/records.ts'
import { createProductNames } from './product-names.ts'
import type { KnownFile, SourceFiles } from './source-files.ts'
import { issueForSource } from './source-records.ts'
import type { Counts, SyncParts } from './sync.ts'

interface Around {
  readonly files: SourceFiles
  /** What was known; kept true while files are taken. */
  readonly known: Map<string, KnownFile>
  readonly seen: ReadonlySet<string>
  readonly version: string | undefined
}

/**
 * Takes one file: unchanged by its mark, then by its hash; else a new document or a new revision, or
 * the same document under a new name. A file that cannot be had is said to be so; the others go on.
 */
export const createTaking = (
  sync: SyncParts,
  { files, known, seen, version: tag }: Around,
  counts: Counts,
): ((file: DriveFile) => Promise<void>) => {
  const { parts, settings, drive, source } = sync
  const products = createProductNames(parts)
  const place = ({ key, path }: DriveFile) => ({ source: source.stream, key, path })
  const gone = byContent(known, seen)

  const keep = async (file: DriveFile, rest: Omit<KnownFile, keyof DriveFile>) => {
    const { key, path, mark, size, changed } = file
    const row = { key, path, mark, size, changed, ...rest }
    known.set(file.key, row)
    await files.keep(row)
  }

  const there = async (
    file: DriveFile,
    before: KnownFile,
    hash: string,
    as: 'unchanged' | 'moved' | 'returned',
  ): Promise<void> => {
    counts[as]++
    await keep(file, { hash, document: before.document, standing: 'there', reason: '' })
  }

  /** Nothing was fetched: the mark says that the content is the one that we know. */
  const unchanged = async (file: DriveFile, before: KnownFile): Promise<void> => {
    if (before.standing === 'there' && before.path === file.path) {
      counts.unchanged++
      return
    }
    const { document } = before
    if (before.path !== file.path)
      await issueForSource(parts, 'document', 'move', document, place(file))
    await issueForSource(parts, 'document', 'find-again', document, {})
    const moves = before.path === file.path ? 'unchanged' : 'moved'
    await there(file, before, before.hash, before.standing === 'gone' ? 'returned' : moves)
  }

  /** The same content, not seen under its old name: the document moved. */
  const moved = async (file: DriveFile, from: KnownFile, hash: string): Promise<void> => {
    await issueForSource(parts, 'document', 'move', from.document, place(file))
    await issueForSource(parts, 'document', 'find-again', from.document, {})
    known.delete(from.key)
    await files.forget(from.key)
    await there(file, from, hash, 'moved')
  }

  const takeRevision = async (
    file: DriveFile,
    fetched: Fetched,
    described: Described,
    document: string,
    before: KnownFile | undefined,
  ): Promise<void> => {
    const state = (await one<DocumentState>(parts.ledger, 'document', document))?.state
    const isNew = state?.revisions.at(-1)?.file.hash !== fetched.hash
    await issueForSource(parts, 'document', 'take-revision', document, {
      ...place(file),
      ...(await revisionOf(file, fetched, described)),
    })
    const row = { hash: fetched.hash, document, standing: 'there', reason: '' } as const
    counts[isNew ? 'changed' : before?.standing === 'gone' ? 'returned' : 'unchanged']++
    await keep(file, row)
  }

  const revisionOf = async (
    { path, mark, changed }: DriveFile,
    { hash, bytes, written }: Fetched,
    { version }: Described,
  ) => {
    const name = safeFileName(path.slice(path.lastIndexOf('/') + 1))
    if (settings.keepOriginals)
      orThrow(await parts.files.put(Readable.from([bytes]), { limitBytes: limits.document.bytes }))
    else parts.sources.atHand.put(hash, bytes)
    return {
      version: versionOf(version, { path, written: written.version, tag, changed, hash }),
      file: { hash, name, size: bytes.length },
      mark: mark.slice(0, limits.text.line),
      kept: settings.keepOriginals,
    }
  }

  const fetch = async (file: DriveFile): Promise<Fetched> => {
    if (file.size !== null && file.size > limits.document.bytes) throw tooLarge()
    const hash = createHash('sha256')
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of drive.open(file)) {
      size += piece.length
      if (size > limits.document.bytes) throw tooLarge()
      hash.update(piece)
      pieces.push(piece)
    }
    const bytes = Buffer.concat(pieces)
    const told = await parts.foreign.readProperties(bytes, file.path)
    return { hash: hash.digest('hex'), bytes, written: isRefusal(told) ? {} : told }
  }

  const takeNew = async (file: DriveFile, fetched: Fetched, described: Described) => {
    const document = await issueForSource(parts, 'document', 'take-in', undefined, {
      title: described.title,
      documentKind: described.documentKind,
      covers: await products.idsOf(described.covers),
      language: described.language ?? fetched.written.language ?? 'en',
      owner: described.owner,
      ...place(file),
      ...(await revisionOf(file, fetched, described)),
    })
    counts.new++
    await keep(file, { hash: fetched.hash, document, standing: 'there', reason: '' })
  }

  const take = async (file: DriveFile): Promise<void> => {
    const before = known.get(file.key)
    if (before !== undefined && before.document !== '' && before.hash !== '')
      if (before.mark === file.mark) return unchanged(file, before)
    const described = describeFile(file.path, settings.rules)
    if (described === undefined) return
    const sameMark = before === undefined ? gone.byMark(file.mark) : undefined
    if (sameMark !== undefined && drive.marksContent === true)
      return moved(file, sameMark, sameMark.hash)
    const fetched = await fetch(file)
    if (before !== undefined && before.document !== '')
      return takeRevision(file, fetched, described, before.document, before)
    const elsewhere = gone.byHash(fetched.hash)
    if (elsewhere !== undefined) return moved(file, elsewhere, fetched.hash)
    // The table may be younger than the ledger: after a restore, say.
    const lost = (
      await having<DocumentState>(parts.ledger, 'document', 'lies-at', originKey(place(file)))
    )[0]
    return lost === undefined
      ? takeNew(file, fetched, described)
      : takeRevision(file, fetched, described, lost.stream, before)
  }

  return async (file) => {
    try {
      await take(file)
    } catch (cause) {
      const reason = reasonOf(cause)
      if (reason === undefined) throw cause
      counts.unread++
      const document = known.get(file.key)?.document ?? ''
      if (document !== '')
        await issueForSource(parts, 'document', 'miss', document, {
          reason: `Its source has it, but it could not be fetched: ${reason}.`,
        })
      // Without a hash it is fetched again by the next look, whatever its mark.
      await keep(file, { hash: '', document, standing: 'unread', reason })
    }
  }
}

interface Fetched {
  readonly hash: string
  readonly bytes: Uint8Array
  /** What the document says of itself. */
  readonly written: { readonly version?: string; readonly language?: string }
}

const tooLarge = () =>
  new DriveFileError(
    `it is larger than the ${limits.document.bytes / 1_048_576} MB that are read: split it, or leave it out`,
  )

/** Undefined where it is no matter of this file alone. */
const reasonOf = (cause: unknown): string | undefined => {
  if (cause instanceof DriveFileError) return cause.message
  return cause instanceof RefusalError && /^(input|document|source)\//.test(cause.refusal.code)
    ? cause.refusal.message.replace(/\.$/, '')
    : undefined
}

/** Documents that were not seen under the name by which they are known. */
const byContent = (known: ReadonlyMap<string, KnownFile>, seen: ReadonlySet<string>) => {
  const unseen = [...known.values()].filter(
    ({ key, document, standing }) => !seen.has(key) && document !== '' && standing !== 'left-out',
  )
  const named = (name: 'hash' | 'mark') => {
    const found = new Map(unseen.map((file) => [file[name], file]))
    return (value: string): KnownFile | undefined => {
      const file = found.get(value)
      return file !== undefined && known.get(file.key) === file ? file : undefined
    }
  }
  return { byHash: named('hash'), byMark: named('mark') }
}
