import { createHash } from 'node:crypto'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { type ClauseId, type ConstraintId, constraintIds } from '../catalogue/constraint-ids.ts'
import type { ExtractedDocument } from '../kernel/passage.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { DeclaredFolder } from './declared/apply.ts'
import { isDeclaredFile } from './declared/parse.ts'
import type { DocumentReader, FolderFile, KeptReviews, ListFolder } from './folder-ports.ts'
import type {
  FolderReview,
  FolderSummary,
  JudgedFile,
  ReviewedDocument,
  ReviewedVerdict,
} from './folder-review.ts'
import { createTally } from './folder-tally.ts'
import { couldNotRun, forAll, judgeDocument } from './judge/judge.ts'
import { beyondJudging } from './judge-bound.ts'

export interface ReviewProgress {
  readonly path: string
  /** Documents judged so far, and how many of them came from an earlier run. */
  readonly done: number
  readonly kept: number
}

export interface ReviewOptions {
  readonly catalogue: Catalogue
  readonly extractor: DocumentReader
  readonly readFolder: ListFolder
  readonly kept?: KeptReviews
  readonly onProgress?: (progress: ReviewProgress) => void
  /** Each document when it is judged, in the order of the listing. */
  readonly onDocument?: (document: ReviewedDocument) => void
  /** Only the constraints of this clause. */
  readonly clause?: ClauseId
  /** What people said of the folder, in the file beside its documents. */
  readonly declared?: DeclaredFolder
}

/** As `walkFolder`, with every document at hand. */
export const reviewFolder = async (root: string, options: ReviewOptions): Promise<FolderReview> => {
  const documents: ReviewedDocument[] = []
  const summary = await walkFolder(root, {
    ...options,
    onDocument: (document) => {
      documents.push(document)
      options.onDocument?.(document)
    },
  })
  return { documents, ...summary }
}

/**
 * Reviews every file below `root` against the constraints; its memory does not grow with them. The
 * result is in the order of the listing, the same for the same folder and catalogue, whatever was
 * kept of an earlier run. A file that cannot be read is `could-not-run` for each constraint, never
 * absent. Throws when `root` itself cannot be listed.
 */
export const walkFolder = async (root: string, options: ReviewOptions): Promise<FolderSummary> => {
  const ids = constraintIds.filter(
    (id) => options.clause === undefined || id.startsWith(`${options.clause}/`),
  )
  const tally = createTally(
    ids.flatMap((id) => options.catalogue.constraints.get(id) ?? []),
    options.declared,
  )
  const waiting: Promise<Reviewed>[] = []
  let done = 0
  let kept = 0
  const settle = async (): Promise<void> => {
    const next = await waiting.shift()
    if (next === undefined) return
    const document = reviewedOf(next, ids)
    tally.add(document)
    options.onDocument?.(document)
    done++
    if (next.wasKept) kept++
    options.onProgress?.({ path: next.path, done, kept })
  }
  try {
    for await (const file of options.readFolder(root, tally.leaveOut)) {
      if (isDeclaredFile(file.path)) continue
      const reason = options.declared?.leftOut(file.path)
      if (reason !== undefined) {
        tally.leaveOut({ path: file.path, reason })
        continue
      }
      if (waiting.length >= options.extractor.atOnce) await settle()
      waiting.push(reviewFile(file, options))
    }
    while (waiting.length > 0) await settle()
  } finally {
    // Where the listing fails, what was begun is not left to reject unheard.
    await Promise.allSettled(waiting)
  }
  return tally.summary()
}

interface Reviewed {
  readonly path: string
  readonly sha256?: string
  readonly judged: JudgedFile
  readonly wasKept: boolean
  /** Verdicts after people had their say. */
  readonly said?: Awaited<ReturnType<DeclaredFolder['afterWords']>>
}

const reviewFile = async (
  file: FolderFile,
  { catalogue, extractor, kept, declared }: ReviewOptions,
): Promise<Reviewed> => {
  const { path } = file
  const bytes = await readFile(file)
  if (isRefusal(bytes)) return { path, judged: unreadable(bytes.message), wasKept: false }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const judgedAs = declared?.judgedAs(path) ?? path
  const slot = kept?.slot(judgedAs, sha256)
  let document: Promise<ExtractedDocument> | undefined
  const read = () => {
    document ??= extractor.extract({ bytes, name: path })
    return document
  }
  const reviewed = async (judged: JudgedFile, wasKept: boolean): Promise<Reviewed> => {
    if (declared?.hasWords(path) !== true) return { path, sha256, judged, wasKept }
    const passages = async () => (await read()).passages
    const said = await declared.afterWords(path, sha256, judged.constraints, passages)
    return { path, sha256, judged, wasKept, said }
  }
  const before = await slot?.read()
  if (before !== undefined) return reviewed(before, true)
  const extracted = await read()
  const judged = judgedOf(catalogue, judgedAs, extracted)
  if (isRefusal(judged)) return { path, sha256, judged: unreadable(judged.message), wasKept: false }
  if (isSettled(extracted, extractor)) await slot?.write(judged)
  return reviewed(judged, false)
}

/** What the judge falls over is one file that could not be judged, and not the end of a review. */
const judgedOf = (
  catalogue: Catalogue,
  path: string,
  document: ExtractedDocument,
): JudgedFile | Refusal => {
  try {
    const beyond = beyondJudging(document.passages)
    if (beyond !== undefined) return refuse('review/not-judged', beyond)
    return {
      outcome: document.outcome,
      ...(document.reason === undefined ? {} : { reason: document.reason }),
      constraints: judgeDocument(catalogue, { path, ...document }),
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('review/not-judged', `it could not be judged: ${reason}. Report this.`)
  }
}

/** What somebody saved in this very moment is read once more. */
const readFile = async (file: FolderFile): Promise<Uint8Array | Refusal> => {
  const bytes = await file.read()
  return isRefusal(bytes) && bytes.code === 'folder/changed' ? file.read() : bytes
}

const unreadable = (reason: string): JudgedFile => ({
  outcome: 'could-not-read',
  reason,
  constraints: forAll(() => couldNotRun),
})

/** A busy machine may be to blame for the rest: a reader that was ended, pages not recognised. */
const isSettled = (
  { format, pagesWithoutText = [] }: ExtractedDocument,
  { recognises = false }: DocumentReader,
): boolean => format !== 'unknown' && !(recognises && pagesWithoutText.length > 0)

const reviewedOf = (
  { path, sha256, judged: { outcome, reason, constraints }, said }: Reviewed,
  ids: readonly ConstraintId[],
): ReviewedDocument => {
  const asked: Partial<Record<ConstraintId, ReviewedVerdict>> = {}
  for (const id of ids) asked[id] = said?.constraints[id] ?? constraints[id]
  return {
    path,
    ...(sha256 === undefined ? {} : { sha256 }),
    outcome,
    ...(reason === undefined ? {} : { reason }),
    constraints: asked,
    ...(said === undefined ? {} : { asksAgain: said.asksAgain }),
  }
}
