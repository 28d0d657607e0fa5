import type { Constraint } from '../catalogue/schema.ts'
import { limits } from '../kernel/limits.ts'
import type { FolderProblem } from './folder-ports.ts'
import type {
  FolderConstraint,
  FolderSummary,
  ReviewedDocument,
  UnreadDocument,
} from './folder-review.ts'
import type { ConstraintVerdict } from './judge/verdicts.ts'
import { namesTheKind, wholeWords } from './library/of-the-kind.ts'

const { documentsShown, problemsShown, pathsShown } = limits.review

/** Adds up a folder document by document; what it holds does not grow with the folder. */
export interface FolderTally {
  add(document: ReviewedDocument): void
  leaveOut(problem: FolderProblem): void
  /**
   * Each constraint over all documents: the best of them decides. Absent only if there are
   * documents and every one was seen and read whole; one that was not may hold what is missing.
   */
  summary(): FolderSummary
}

export const createTally = (
  constraints: readonly Pick<Constraint, 'id' | 'signals'>[],
): FolderTally => {
  const rows = new Map(constraints.map((one) => [one.id, createRow(namesTheKind(one))]))
  const counts = { read: 0, 'partly-read': 0, 'could-not-read': 0 }
  const unread: UnreadDocument[] = []
  const leftOut: FolderProblem[] = []
  let leftOutInAll = 0
  let hidden = false
  return {
    add: ({ path, sha256, outcome, reason, constraints }) => {
      const file = { path, ...(sha256 === undefined ? {} : { sha256 }) }
      counts[outcome]++
      if (outcome !== 'read' && unread.length < problemsShown)
        unread.push({ path, outcome, ...(reason === undefined ? {} : { reason }) })
      const name = wholeWords(path.slice(path.lastIndexOf('/') + 1))
      for (const [id, row] of rows) {
        const one = constraints[id]
        if (one !== undefined) row.add(file, name, one)
      }
    },
    leaveOut: (problem) => {
      leftOutInAll++
      hidden ||= problem.hides === true
      if (leftOut.length < problemsShown) leftOut.push(problem)
    },
    summary: () => {
      const documents = counts.read + counts['partly-read'] + counts['could-not-read']
      const open = hidden || documents === 0
      return {
        constraints: Object.fromEntries([...rows].map(([id, row]) => [id, row.answer(open)])),
        counts: { ...counts },
        unread,
        leftOut,
        leftOutInAll,
      }
    },
  }
}

type Saying = FolderConstraint['documents'][number]

const createRow = (isOfTheKind: (words: string) => boolean) => {
  const best: Saying[] = []
  let said = 0
  let unread = 0
  let absence = 1
  const paths: string[] = []
  let ofTheKind = 0
  const keep = (one: Saying): void => {
    said++
    const at = best.findIndex((other) => order(one, other) < 0)
    best.splice(at < 0 ? best.length : at, 0, one)
    if (best.length > documentsShown) best.pop()
  }
  return {
    add: (
      file: { readonly path: string; readonly sha256?: string },
      name: string,
      { verdict, confidence, evidence }: ConstraintVerdict,
    ): void => {
      if (isOfTheKind(name)) {
        ofTheKind++
        if (paths.length < pathsShown) paths.push(file.path)
      }
      if (verdict === 'could-not-run') unread++
      else if (verdict === 'absent') absence = Math.min(absence, confidence)
      else keep({ ...file, verdict, confidence, evidence })
    },
    answer: (open: boolean): FolderConstraint => {
      const [first] = best
      const exists = { documents: ofTheKind, paths }
      if (first !== undefined)
        return {
          verdict: first.verdict,
          confidence: first.confidence,
          documents: best,
          said,
          unread,
          exists,
        }
      return unread > 0 || open
        ? { verdict: 'could-not-run', confidence: 0, documents: [], said, unread, exists }
        : { verdict: 'absent', confidence: absence, documents: [], said, unread, exists }
    },
  }
}

const order = (a: Saying, b: Saying): number =>
  rank(a.verdict) - rank(b.verdict) || b.confidence - a.confidence || compare(a.path, b.path)
const rank = (verdict: 'met' | 'partial'): number => (verdict === 'met' ? 0 : 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
