import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, type Refusal, RefusalError } from '../../kernel/result.ts'
import {
  composeReleaseDocumentation,
  gapsOf,
  missingSections,
  type ReleaseRecords,
  type ReleaseState,
  renderFormats,
  withWaivers,
} from '../../releases/index.ts'
import type { Parts } from '../parts.ts'
import { one } from '../wiring/records.ts'
import { releaseRecords } from '../wiring/release-records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** 5.8.2: security guide and release notes, written from the records in three formats. */
export const writeReleaseDocuments: Reaction = {
  name: 'write-release-documents',
  on: ['release.documents-ordered'],
  run: async (event, parts) => {
    const release = await one<ReleaseState>(parts.ledger, 'release', event.stream)
    if (release === undefined || !release.state.documentsOrdered) return
    const { humanId, state } = release
    const records = await releaseRecords(parts.ledger, event.stream, humanId, state, event.at)
    const documents = isRefusal(records) ? records : await written(parts, records, state.gapWaivers)
    // Trying again would not help, and the documents of other releases must not wait for it.
    if (isRefusal(documents)) {
      const { message } = documents
      await issue(parts, event, {
        kind: 'release',
        command: 'documents-failed',
        id: event.stream,
        input: { reason: message.slice(0, limits.text.paragraph).toWellFormed() },
      })
      return
    }
    // The schema made plain JSON of the records.
    const recordsHash = createHash('sha256')
      .update(canonicalJson(records as Json))
      .digest('hex')
    await issue(parts, event, {
      kind: 'release',
      command: 'record-documents',
      id: event.stream,
      input: { documents, recordsHash },
    })
  },
}

/** Both documents in three formats, kept; refuses what cannot be printed at all. */
const written = async (
  parts: Parts,
  records: ReleaseRecords,
  waivers: ReleaseState['gapWaivers'],
): Promise<readonly object[] | Refusal> => {
  const documents: object[] = []
  try {
    const [guide, notes] = composeReleaseDocumentation(records)
    for (const [kind, whole] of [
      ['guide', guide],
      ['notes', notes],
    ] as const) {
      const document = withWaivers(kind, whole, waivers)
      const gaps = gapsOf(kind, document)
      // What is waived is not recorded for all that: the clause review must not take it for met.
      const missing = missingSections(whole).flatMap(({ constraints }) => [...constraints])
      for (const format of renderFormats) {
        const bytes = await parts.workers.renderer.render(document, format)
        const stored = orThrow(
          await parts.files.put(oneChunk(bytes), { limitBytes: limits.file.bytes }),
        )
        const name = `${document.reference}.${format}`
        documents.push({
          title: document.title,
          name,
          format,
          file: { hash: stored.hash, name, size: stored.size },
          missing: [...new Set(missing)],
          gaps,
        })
      }
    }
  } catch (cause) {
    // A busy printer is worth another try; what takes too long takes too long again.
    if (cause instanceof RefusalError && cause.refusal.code !== 'render/busy') return cause.refusal
    throw cause
  }
  return documents
}

export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
