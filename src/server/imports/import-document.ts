import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Source } from '../../intake/contract.ts'
import { originFacet, type ReportState } from '../../intake/index.ts'
import { cut } from '../../kernel/cut.ts'
import type { FileReference } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import { safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed } from '../wiring/records.ts'
import { type ReadImport, readAnywhere } from './read.ts'
import type { ReportContent } from './report-of.ts'

export interface ImportRequest {
  readonly bytes: Uint8Array
  /** The name the document came under. */
  readonly name: string
  /** Left out, the document says it: a supplier's is b, a discoverer's f, a coordinator's g. */
  readonly source?: Source | undefined
  /** Our product that it is about, where the sender knows. */
  readonly product?: string | undefined
  readonly channel: 'api' | 'cli' | 'mail' | 'news'
  readonly actor: Actor
  readonly requestId: string
}

/** What became of each vulnerability of the document. */
export interface Imported {
  readonly format: string
  readonly id: string
  readonly version: string
  readonly original: FileReference
  readonly reports: readonly ImportedReport[]
}

export interface ImportedReport {
  readonly id: string
  readonly humanId: string
  readonly title: string
  /** `known`: this very document was taken in before. */
  readonly outcome: 'added' | 'known' | 'received'
}

export type ImportDocument = (request: ImportRequest) => Promise<Imported | Refusal>

/**
 * Takes in documents of others, one after the other: two versions of one that come at the same
 * time must meet in the same reports. Refuses as `readImport` does, as the file store does, or
 * with `process/busy`; nothing is kept of what is refused.
 */
export const createImporter = (parts: Parts): ImportDocument => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (request) => {
    if (waiting >= limits.intake.importsWaiting)
      return Promise.resolve(
        refuse('process/busy', 'Too many documents wait already. Try again in a minute.'),
      )
    waiting++
    const done = last
      .then(() => importOne(parts, request))
      .finally(() => {
        waiting--
      })
    // The next one goes on whatever became of this one; its caller hears of the failure.
    last = done.catch(() => undefined)
    return done
  }
}

const importOne = async (parts: Parts, request: ImportRequest): Promise<Imported | Refusal> => {
  const read = await readAnywhere(parts.foreign, request.bytes)
  if (isRefusal(read)) return read
  const kept = await parts.files.put(Readable.from([request.bytes]), {
    limitBytes: limits.formats.bytes,
  })
  if (isRefusal(kept)) return kept
  const original = { hash: kept.hash, name: safeFileName(request.name), size: kept.size }
  const reports: ImportedReport[] = []
  for (const content of read.reports) {
    const done = await takeIn(parts, request, read, content, original)
    // What was taken in before it stays: the same document sent again goes on from there.
    if (isRefusal(done)) return done
    reports.push(done)
  }
  return { format: read.format, id: read.id, version: read.version, original, reports }
}

/** Another server process may take in another version at the same moment: then what it did is looked at. */
const takeIn = async (
  ...told: Parameters<typeof takeInOnce>
): Promise<ImportedReport | Refusal> => {
  for (let attempt = 0; ; attempt++) {
    const done = await takeInOnce(...told)
    const wasFirst = !isRefusal(done) || done.code !== 'ledger/key-reused'
    if (wasFirst || attempt === limits.command.retries) return done
  }
}

const takeInOnce = async (
  parts: Parts,
  request: ImportRequest,
  read: ReadImport,
  content: ReportContent,
  original: FileReference,
): Promise<ImportedReport | Refusal> => {
  const origin = originOf(read, content, original.hash)
  const earlier = (
    await having<ReportState>(parts.ledger, 'report', 'origin', originFacet(origin))
  ).toSorted((one, other) => (one.stream < other.stream ? 1 : -1))
  const same = earlier.find(({ state }) => holds(state, original.hash))
  if (same !== undefined) return outcome(same, 'known')
  const [before] = earlier
  if (before !== undefined) {
    const added = await addTo(parts, request, read, content, before, original)
    if (!isRefusal(added)) return outcome(before, 'added')
    // A full report takes nothing more; the news must not be lost with it.
    if (added.code !== 'report/full' && added.code !== 'file/too-large') return added
  }
  // One key for the next report of this document: of two processes that make it, one does.
  const key = keyOf(originFacet(origin), String(earlier.length))
  return receive(parts, request, read, content, origin, original, before, key)
}

const keyOf = (...parts: readonly string[]): string =>
  `import:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`

const outcome = (
  { stream, humanId, state }: Typed<ReportState>,
  what: ImportedReport['outcome'],
): ImportedReport => ({ id: stream, humanId, title: state.title, outcome: what })

const holds = ({ original, files }: ReportState, hash: string): boolean =>
  original?.hash === hash || files.some((file) => file.hash === hash)

/** The document within its authority, and the vulnerability within it: the same in each version. */
const originOf = (read: ReadImport, { key }: ReportContent, hash: string) => ({
  system: fitting(read.authority),
  key: fitting([read.id === '' ? `sha256:${hash}` : read.id, key].filter(Boolean).join('#')),
  url: read.url.length <= limits.text.line ? read.url : '',
})

/** Ids of others may be longer than our field: then their hash stands for them. */
const fitting = (text: string): string => {
  const trimmed = text.trim()
  return trimmed.length <= limits.text.line
    ? trimmed
    : `sha256:${createHash('sha256').update(text).digest('hex')}`
}

const addTo = (
  parts: Parts,
  { actor, requestId }: ImportRequest,
  read: ReadImport,
  { title, description }: ReportContent,
  { stream }: Typed<ReportState>,
  original: FileReference,
) => {
  const heading = `Another version of this document came${read.version === '' ? '' : `: ${read.version.slice(0, 200)}`}.`
  const room = limits.text.long - heading.length - title.length - 10
  const message = `${heading}\n\n${title}\n\n${cut(description, room)}`
  return parts.dispatch({
    kind: 'report',
    command: 'add-from-reporter',
    id: stream,
    input: { message, files: [original] },
    // Who brings the document speaks here for those who wrote it, as the reporter would.
    actor: { ...actor, roles: [...actor.roles, 'reporter'] },
    requestId,
    key: keyOf(stream, original.hash),
  })
}

const receive = async (
  parts: Parts,
  request: ImportRequest,
  read: ReadImport,
  content: ReportContent,
  origin: ReturnType<typeof originOf>,
  original: FileReference,
  before: Typed<ReportState> | undefined,
  key: string,
): Promise<ImportedReport | Refusal> => {
  const { title, description, identifiers } = content
  const note =
    before === undefined ? '' : `\n\nAn earlier version of this document is ${before.humanId}.`
  const own = request.product === undefined || request.product === ''
  const received = await parts.dispatch({
    kind: 'report',
    command: 'receive',
    input: {
      title,
      description: cut(description, limits.text.long - note.length) + note,
      product: own ? content.product : request.product,
      productVersion: own ? content.productVersion : '',
      alreadyPublic: read.public ? 'yes' : 'unknown',
      source: request.source ?? sourceOf(read),
      channel: request.channel,
      reference: read.id.length <= limits.text.line ? read.id : '',
      original,
      identifiers,
      origin,
      tlp: read.tlp,
    },
    actor: request.actor,
    requestId: request.requestId,
    key,
  })
  if (isRefusal(received)) return received
  const { id, humanId, repeated } = received
  return { id, humanId, title, outcome: repeated ? 'known' : 'received' }
}

const sourceOf = ({ by }: ReadImport): Source =>
  (({ supplier: 'b', discoverer: 'f', coordinator: 'g', unknown: 'b' }) as const)[by]
