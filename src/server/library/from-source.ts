import { createHash } from 'node:crypto'
import type { DocumentState, SourceState } from '../../documents/index.ts'
import { DriveError, DriveFileError } from '../../kernel/drive.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { bytesOf } from '../reactions/file-bytes.ts'
import { one } from '../wiring/records.ts'

type Revision = DocumentState['revisions'][number]

/** All bytes of a revision, for who reads it: from the vault, or from where it lies. */
export const bytesOfRevision = async (
  parts: Parts,
  document: DocumentState,
  revision: Revision,
): Promise<Uint8Array | Refusal> => {
  const hash = parseFileHash(revision.file.hash)
  if (isRefusal(hash)) return hash
  return revision.kept
    ? bytesOf(parts, hash, limits.document.bytes)
    : (parts.sources.atHand.take(hash) ?? (await fromSource(parts, document, revision)))
}

/**
 * The bytes of a revision from the source that it came from, checked against its hash: what lies
 * there now may be another revision. Refuses with `original/not-kept`, saying why.
 */
export const fromSource = async (
  parts: Parts,
  document: DocumentState,
  { file, origin }: Revision,
): Promise<Uint8Array | Refusal> => {
  if (origin === null) return notKept('The original of this revision is not kept here.')
  const source = await one<SourceState>(parts.ledger, 'source', origin.source)
  const drive = source === undefined ? undefined : parts.sources.drive(source.state.name)
  if (drive === undefined)
    return notKept('The original lies in a source that is connected no longer.')
  // Where it lies now: it may have moved since.
  const { key, path } = document.origin?.source === origin.source ? document.origin : origin
  const hash = createHash('sha256')
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of drive.open({ key, path, mark: origin.mark })) {
      size += piece.length
      if (size > file.size) break
      hash.update(piece)
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof DriveFileError)
      return notKept(`The original could not be fetched from its source: ${cause.message}.`)
    if (cause instanceof DriveError)
      return notKept(`The source of the original cannot be read now. ${cause.message}`)
    throw cause
  }
  return size === file.size && hash.digest('hex') === file.hash
    ? Buffer.concat(pieces)
    : notKept('The source has another content now, and the original of this revision was not kept.')
}

const notKept = (why: string): Refusal =>
  refuse(
    'original/not-kept',
    `${why} Its statements are here. To keep originals of later revisions, set keepOriginals in sources.yaml.`,
  )
