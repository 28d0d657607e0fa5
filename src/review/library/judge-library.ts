import type { Passage } from '../../kernel/passage.ts'
import { couldNotRun, forAll } from '../judge/judge.ts'
import { beyondJudging } from '../judge-bound.ts'
import type { ReviewPorts } from '../ports.ts'
import type { Viewed } from '../records/views.ts'
import { type Judge, JudgeFailure } from './judge-thread.ts'
import type { JudgedRevision, KeptVerdicts } from './kept-verdicts.ts'
import { kindWords } from './of-the-kind.ts'
import { passageHash } from './passage-hash.ts'
import { inForce } from './standing.ts'
import { worthKeeping } from './worth-keeping.ts'

export type Document = Viewed<'document'>
export type Revision = Document['state']['revisions'][number]

/** A document of the library with the revision in force and what it says to every constraint. */
export interface LibraryDocument {
  readonly document: Document
  readonly revision: Revision
  readonly judged: JudgedRevision
  /** The passages, for whoever must look one up. */
  passages(): Promise<readonly Passage[]>
}

export interface LibraryJudge {
  readonly judge: Judge['judge']
  readonly kept: KeptVerdicts
}

/** Documents under way to the judge: enough that its thread need not wait, few enough for the memory. */
const underWay = 4
/** Documents between two turns of others: some ten milliseconds. */
export const aTurn = 1_000

/**
 * Judges the revision in force of each document; what was judged before comes from memory. A revision that could not be read, or is not read yet, could not run. Documents of
 * the kind `record` are not judged.
 */
export const judgeLibrary = async (
  documents: readonly Document[],
  ports: Pick<ReviewPorts, 'passages'>,
  { judge, kept }: LibraryJudge,
  today: string,
): Promise<readonly LibraryDocument[]> => {
  const judged: LibraryDocument[] = []
  const waiting: Promise<LibraryDocument>[] = []
  const takeOne = async (): Promise<void> => {
    const one = await waiting.shift()
    if (one !== undefined) judged.push(one)
  }
  try {
    for (const [at, document] of documents.entries()) {
      if (at % aTurn === 0) await othersTurn()
      const revision = isRecord(document) ? undefined : inForce(document, today)
      if (revision === undefined) continue
      const known = kept.known(keyOf(document, revision))
      if (known !== undefined && waiting.length === 0) {
        judged.push({
          document,
          revision,
          passages: passagesOf(document, revision, ports),
          judged: known,
        })
        continue
      }
      if (waiting.length >= underWay) await takeOne()
      waiting.push(libraryDocument(document, revision, ports, { judge, kept }))
    }
    while (waiting.length > 0) await takeOne()
  } finally {
    // Where one threw, the others' errors have nobody else who hears them.
    await Promise.allSettled(waiting)
  }
  return judged
}

/** Others' requests get their turn. */
export const othersTurn = (): Promise<void> =>
  new Promise<void>((resume) => void setImmediate(resume))

const libraryDocument = async (
  document: Document,
  revision: Revision,
  ports: Pick<ReviewPorts, 'passages'>,
  judge: LibraryJudge,
): Promise<LibraryDocument> => {
  const passages = passagesOf(document, revision, ports)
  return {
    document,
    revision,
    passages,
    judged: await judgedOf(document, revision, passages, judge),
  }
}

const passagesOf =
  (document: Document, { file }: Revision, ports: Pick<ReviewPorts, 'passages'>) =>
  () =>
    ports.passages(document.id, file.hash)

/** By what the judge is given; what was not read yet has none, and is kept by nobody. */
const keyOf = (document: Document, revision: Revision): string =>
  `${revision.file.hash} ${revision.reading?.outcome} ${pathOf(document, revision)}`

/** A record proves that something ran; what it says is no instruction to anybody. */
export const isRecord = ({ state }: Document): boolean => state.documentKind === 'record'

const judgedOf = async (
  document: Document,
  revision: Revision,
  passages: () => Promise<readonly Passage[]>,
  { judge, kept }: LibraryJudge,
): Promise<JudgedRevision> => {
  const { reading } = revision
  if (reading === null || reading.outcome === 'could-not-read') return unjudged
  const { format, outcome } = reading
  const path = pathOf(document, revision)
  try {
    return await kept.of(keyOf(document, revision), async () => {
      const read = await passages()
      if (beyondJudging(read) !== undefined) return unjudged
      return withHashes(await judge({ path, format, outcome, passages: read }), read)
    })
  } catch (cause) {
    // What the judge fell over must not look as if it said nothing.
    if (cause instanceof JudgeFailure) return unjudged
    throw cause
  }
}

const unjudged: JudgedRevision = { verdicts: forAll(() => couldNotRun), passageHashes: new Map() }

/** One for all that say nothing, so that keeping them costs next to no memory. */
export const silent: JudgedRevision = { verdicts: {}, passageHashes: new Map() }

const withHashes = (
  judged: JudgedRevision['verdicts'],
  passages: readonly Passage[],
): JudgedRevision => {
  const verdicts = worthKeeping(judged)
  if (Object.keys(verdicts).length === 0) return silent
  const texts = new Map(passages.map(({ index, text }) => [index, text]))
  const shown = Object.values(verdicts).flatMap(({ evidence }) => evidence)
  return {
    verdicts,
    passageHashes: new Map(
      shown.map(({ passage }) => [passage, passageHash(texts.get(passage) ?? '')]),
    ),
  }
}

/** The judge learns a document's kind from its words: those its owner gave it, and its file's name. */
export const pathOf = ({ title, state }: Document, { file }: Revision): string =>
  `${`${title} ${kindWords[state.documentKind] ?? ''}`.replaceAll('/', ' ').trim()}/${file.name}`
