import type { Constraint } from '../catalogue/schema.ts'
import { limits } from '../kernel/limits.ts'
import type { AsksAgain, Leg } from './contract.ts'
import type { DeclaredFolder } from './declared/apply.ts'
import type { FolderProblem } from './folder-ports.ts'
import type {
  FolderConstraint,
  FolderSummary,
  ReviewedDocument,
  ReviewedVerdict,
  UnreadDocument,
} from './folder-review.ts'
import type { Document } from './library/judge-library.ts'
import { calledAs, namesTheKind, wholeWords } from './library/of-the-kind.ts'
import { inForceLeg, saidInForce } from './library/standing.ts'

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
  declared?: Pick<DeclaredFolder, 'file' | 'today' | 'documentOf'>,
): FolderTally => {
  const rows = new Map(
    constraints.map((one) => [one.id, createRow(namesTheKind(one), declared?.today)]),
  )
  const past: (AsksAgain & { readonly path: string })[] = []
  const counts = { read: 0, 'partly-read': 0, 'could-not-read': 0 }
  const unread: UnreadDocument[] = []
  const leftOut: FolderProblem[] = []
  let leftOutInAll = 0
  let hidden = false
  return {
    add: ({ path, sha256, outcome, reason, constraints, asksAgain = [] }) => {
      const file = { path, ...(sha256 === undefined ? {} : { sha256 }) }
      counts[outcome]++
      if (outcome !== 'read' && unread.length < problemsShown)
        unread.push({ path, outcome, ...(reason === undefined ? {} : { reason }) })
      const standing = declared?.documentOf(path, sha256 ?? '')
      const name =
        standing === undefined
          ? wholeWords(path.slice(path.lastIndexOf('/') + 1))
          : calledAs(standing)
      for (const one of asksAgain) if (past.length < problemsShown) past.push({ ...one, path })
      for (const [id, row] of rows) {
        const one = constraints[id]
        if (one !== undefined) row.add(file, name, one, standing)
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
        ...(declared === undefined ? {} : { declaredIn: declared.file, asksAgain: past }),
      }
    },
  }
}

type Saying = FolderConstraint['documents'][number]

/** `today` where people declared what is in force. */
const createRow = (isOfTheKind: (words: string) => boolean, today: string | undefined) => {
  const best: Saying[] = []
  let said = 0
  let unread = 0
  let absence = 1
  const paths: string[] = []
  let ofTheKind = 0
  const standings = { met: fewOf(), partial: fewOf(), alike: fewOf() }
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
      { verdict, confidence, evidence, word }: ReviewedVerdict,
      standing: Document | undefined,
    ): void => {
      if (isOfTheKind(name)) {
        ofTheKind++
        standings.alike.add(standing)
        if (paths.length < pathsShown) paths.push(file.path)
      }
      if (verdict === 'could-not-run') unread++
      else if (verdict === 'absent') absence = Math.min(absence, confidence)
      else if (verdict !== 'not-applicable') {
        standings[verdict].add(standing)
        keep({ ...file, verdict, confidence, evidence, ...(word === undefined ? {} : { word }) })
      }
    },
    answer: (open: boolean): FolderConstraint => {
      const [first] = best
      const exists = { documents: ofTheKind, paths }
      const says = first?.verdict ?? (unread > 0 || open ? 'could-not-run' : 'absent')
      const confidence = first?.confidence ?? (says === 'absent' ? absence : 0)
      const answer = { confidence, documents: best, said, unread, exists }
      if (today === undefined) return { verdict: says, ...answer }
      const kept = first === undefined ? standings.alike : standings[first.verdict]
      const inForce = kept.inForce(today, open)
      return { verdict: saidInForce(says, inForce.verdict), says, inForce, ...answer }
    },
  }
}

/**
 * Documents of which one in force is looked for: all that have an approval, and of the others, none
 * of which can be in force, so many as are shown.
 */
const fewOf = () => {
  const kept: Document[] = []
  let unapproved = 0
  return {
    add: (document: Document | undefined): void => {
      if (document === undefined) return
      const approved = document.state.revisions.at(-1)?.approved ?? null
      if (approved !== null || unapproved++ < documentsShown) kept.push(document)
    },
    inForce: (today: string, open: boolean): Leg =>
      kept.length === 0 && open
        ? { verdict: 'could-not-run', detail: 'The folder could not be read whole.' }
        : inForceLeg(kept, today),
  }
}

const order = (a: Saying, b: Saying): number =>
  rank(a.verdict) - rank(b.verdict) || b.confidence - a.confidence || compare(a.path, b.path)
const rank = (verdict: 'met' | 'partial'): number => (verdict === 'met' ? 0 : 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
