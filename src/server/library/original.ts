import { Readable } from 'node:stream'
import type { DocumentState } from '../../documents/index.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { destroyedAmong } from '../erasure/index.ts'
import type { Parts } from '../parts.ts'
import { heldBack } from '../quarantine/index.ts'
import type { Typed } from '../wiring/records.ts'
import { fromSource } from './from-source.ts'

export type Revision = DocumentState['revisions'][number]

export interface Original {
  readonly name: string
  readonly size: number
  readonly stream: Readable
}

/** The revision that an address means: its version, or the hash of its file; the newest without one. */
export const revisionOf = (
  { revisions }: DocumentState,
  asked: string | undefined,
): Revision | Refusal => {
  const found =
    asked === undefined || asked === ''
      ? revisions.at(-1)
      : (revisions.find(({ file }) => file.hash === asked) ??
        revisions.findLast(({ version }) => version === asked))
  return found ?? refuse('record/not-found', 'The document has no such revision.')
}

/**
 * The bytes of a revision as its author made them, from what we keep, or from its source, where
 * their hash is that of the revision. Refuses with `original/not-kept`, and with `file/…` where they are held back or destroyed; each says why.
 */
export const originalOf = async (
  parts: Parts,
  document: Typed<DocumentState>,
  revision: Revision,
  person: string,
): Promise<Original | Refusal> => {
  const { hash: text, name } = revision.file
  const { files, ledger } = parts
  const hash = parseFileHash(text)
  if (isRefusal(hash)) return hash
  const gone = (await destroyedAmong(ledger.database.reader, [hash])).get(hash)
  if (gone !== undefined)
    return refuse(
      'file/destroyed',
      `The original was destroyed on ${gone.at.slice(0, 10)}: ${gone.reason}`,
    )
  const held = await heldBack(ledger, hash, person)
  if (held !== undefined) return held
  const file = await files.read(hash)
  if (!isRefusal(file)) return { name, size: file.size, stream: file.stream }
  const bytes = await fromSource(parts, document.state, revision)
  return isRefusal(bytes)
    ? bytes
    : { name, size: bytes.length, stream: Readable.from([bytes], { objectMode: false }) }
}

/** The same as bytes, for who must have them all. */
export const originalBytes = async (original: Original): Promise<Uint8Array | Refusal> => {
  if (original.size > limits.document.bytes) {
    original.stream.destroy()
    return refuse(
      'page/not-drawn',
      `The original has ${original.size} bytes; up to ${limits.document.bytes} are drawn here. Download it.`,
    )
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of original.stream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
