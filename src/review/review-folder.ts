import type { Catalogue } from '../catalogue/catalogue.ts'
import { type ClauseId, type ConstraintId, constraintIds } from '../catalogue/constraint-ids.ts'
import type { ExtractedDocument } from '../kernel/passage.ts'
import { isRefusal } from '../kernel/result.ts'
import type { DocumentReader, FolderFile, FolderProblem, ListFolder } from './folder-ports.ts'
import { type FolderReview, overDocuments, type ReviewedDocument } from './folder-review.ts'
import { judgeDocument } from './judge/judge.ts'
import type { ConstraintVerdict } from './judge/verdicts.ts'

export interface ReviewProgress {
  readonly path: string
  /** Documents judged so far. */
  readonly done: number
}

export interface ReviewOptions {
  readonly catalogue: Catalogue
  readonly extractor: DocumentReader
  readonly readFolder: ListFolder
  readonly onProgress?: (progress: ReviewProgress) => void
  /** Only the constraints of this clause. */
  readonly clause?: ClauseId
}

/**
 * Reviews every file below `root` against the constraints. The result is in the order of the
 * listing, the same bytes for the same folder and catalogue. A file that cannot be read is
 * `could-not-run` for each constraint, never absent. Throws when `root` itself cannot be listed.
 */
export const reviewFolder = async (root: string, options: ReviewOptions): Promise<FolderReview> => {
  const ids = constraintIds.filter(
    (id) => options.clause === undefined || id.startsWith(`${options.clause}/`),
  )
  const documents: ReviewedDocument[] = []
  const leftOut: FolderProblem[] = []
  const waiting: Promise<ReviewedDocument>[] = []
  const settle = async (): Promise<void> => {
    const document = await waiting.shift()
    if (document === undefined) return
    documents.push(document)
    options.onProgress?.({ path: document.path, done: documents.length })
  }
  for await (const file of options.readFolder(root, (problem) => leftOut.push(problem))) {
    if (waiting.length >= options.extractor.atOnce) await settle()
    waiting.push(reviewFile(file, ids, options))
  }
  while (waiting.length > 0) await settle()
  return {
    documents,
    constraints: Object.fromEntries(ids.map((id) => [id, overDocuments(id, documents)])),
    leftOut,
  }
}

const reviewFile = async (
  file: FolderFile,
  ids: readonly ConstraintId[],
  { catalogue, extractor }: ReviewOptions,
): Promise<ReviewedDocument> => {
  const document = await readFile(file, extractor)
  const verdicts = judgeDocument(catalogue, { path: file.path, ...document })
  const constraints: Partial<Record<ConstraintId, ConstraintVerdict>> = {}
  for (const id of ids) constraints[id] = verdicts[id]
  return {
    path: file.path,
    outcome: document.outcome,
    ...(document.reason === undefined ? {} : { reason: document.reason }),
    constraints,
  }
}

const readFile = async (
  file: FolderFile,
  extractor: DocumentReader,
): Promise<ExtractedDocument> => {
  const bytes = await file.read()
  if (isRefusal(bytes))
    return { outcome: 'could-not-read', format: 'unknown', reason: bytes.message, passages: [] }
  return extractor.extract({ bytes, name: file.path })
}
