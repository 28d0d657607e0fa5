import { createHash } from 'node:crypto'
import { type DocumentState, readerVersion } from '../../documents/index.ts'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { bytesOfRevision } from '../library/from-source.ts'
import { storeStatements } from '../library/store-statements.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** A new revision is read: its statements become reference data, the fact of it a record. */
export const readDocument: Reaction = {
  name: 'read-document',
  on: ['document.revision-added'],
  run: async (event, parts) => {
    const document = await one<DocumentState>(parts.ledger, 'document', event.stream)
    const revision = document?.state.revisions.find(
      ({ file }) => file.hash === fileOf(event.payload)?.hash,
    )
    if (document === undefined || revision === undefined || revision.reading !== null) return
    const bytes = await bytesOfRevision(parts, document.state, revision)
    const read: ExtractedDocument = isRefusal(bytes)
      ? { outcome: 'could-not-read', format: 'unknown', reason: bytes.message, passages: [] }
      : await parts.workers.extractor.extract({ bytes, name: revision.file.name })
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
        readerVersion,
      },
    })
  },
}

const fileOf = (payload: { readonly [name: string]: Json }): { hash: string } | undefined => {
  const { file } = payload
  return typeof file === 'object' &&
    file !== null &&
    'hash' in file &&
    typeof file.hash === 'string'
    ? { hash: file.hash }
    : undefined
}

const hashOf = ({ passages }: ExtractedDocument): string => {
  const hash = createHash('sha256')
  for (const { kind, text } of passages)
    hash.update(`${canonicalJson([kind, text.toWellFormed()])}\n`)
  return hash.digest('hex')
}
