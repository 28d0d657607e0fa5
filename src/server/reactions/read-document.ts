import { createHash } from 'node:crypto'
import {
  type ApprovalProposal,
  approvalInProperties,
  type DocumentState,
  losesText,
  readApproval,
  readerVersion,
} from '../../documents/index.ts'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { bytesOfRevision } from '../library/from-source.ts'
import { storeStatements } from '../library/store-statements.ts'
import { onePerCore } from '../processes/pool.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/**
 * A new revision is read, or one again: its statements become reference data, the fact of it a
 * record. Where a new reading gives no text, what was read before stays.
 */
export const readDocument: Reaction = {
  name: 'read-document',
  // Enough to keep every core busy; the readers themselves are fewer where the settings say so.
  atOnce: onePerCore,
  on: ['document.revision-added', 'document.reading-asked'],
  run: async (event, parts) => {
    const document = await one<DocumentState>(parts.ledger, 'document', event.stream)
    const revision = document?.state.revisions.find(
      ({ file }) => file.hash === hashIn(event.payload),
    )
    if (document === undefined || revision === undefined) return
    if (revision.reading !== null && !revision.again) return
    const bytes = await bytesOfRevision(parts, document.state, revision)
    const read: ExtractedDocument = isRefusal(bytes)
      ? { outcome: 'could-not-read', format: 'unknown', reason: bytes.message, passages: [] }
      : await parts.workers.extractor.extract({ bytes, name: revision.file.name })
    if (!losesText(revision, read.outcome))
      await storeStatements(parts.ledger.database, document, revision.file.hash, read.passages)
    await issue(parts, event, {
      kind: 'document',
      command: 'record-reading',
      id: document.stream,
      input: {
        file: revision.file.hash,
        outcome: read.outcome,
        reason: (read.reason ?? '').slice(0, limits.text.paragraph).toWellFormed(),
        format: read.format,
        statements: read.passages.length,
        textHash: hashOf(read),
        notes: read.notes ?? [],
        drawings: read.drawings ?? [],
        // What could not be had was not read by this reader: it is tried again.
        ...(await approvalIn(parts, { bytes, revision, read })),
        readerVersion: isRefusal(bytes) ? (revision.reading?.readerVersion ?? 0) : readerVersion,
      },
    })
  },
}

/** What the text says of the document's approval, or the properties of a file that has some. */
const approvalIn = async (
  { clock, foreign }: Parameters<Reaction['run']>[1],
  {
    bytes,
    revision: { version, file },
    read,
  }: {
    readonly bytes: Uint8Array | Refusal
    readonly revision: DocumentState['revisions'][number]
    readonly read: ExtractedDocument
  },
): Promise<{ readonly approval?: ApprovalProposal }> => {
  if (isRefusal(bytes)) return {}
  const today = instantOf(clock()).slice(0, 10)
  const passages = read.passages.map(({ index, kind, text, location }) => ({
    ...{ index, kind, text },
    page: location.page,
    headings: location.headings,
  }))
  const said = readApproval(passages, { version, today })
  if (said !== undefined) return { approval: said }
  if (!withProperties.has(read.format)) return {}
  const properties = await foreign.readProperties(bytes, file.name)
  const told = isRefusal(properties) ? undefined : approvalInProperties(properties, today)
  return told === undefined ? {} : { approval: told }
}

const withProperties: ReadonlySet<string> = new Set(['docx', 'pdf', 'pptx', 'xlsx'])

const hashIn = ({ file }: { readonly [name: string]: Json }): string | undefined => {
  if (typeof file === 'string') return file
  return typeof file === 'object' &&
    file !== null &&
    'hash' in file &&
    typeof file.hash === 'string'
    ? file.hash
    : undefined
}

const hashOf = ({ passages }: ExtractedDocument): string => {
  const hash = createHash('sha256')
  for (const { kind, text } of passages)
    hash.update(`${canonicalJson([kind, text.toWellFormed()])}\n`)
  return hash.digest('hex')
}
