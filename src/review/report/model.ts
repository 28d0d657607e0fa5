import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Clause, Constraint, Severity } from '../../catalogue/schema.ts'
import { combine } from '../combine.ts'
import { isGap } from '../contract/gaps.ts'
import { type Verdict, verdictWords } from '../contract.ts'
import type { FolderConstraint, FolderSummary } from '../folder-review.ts'

export { isGap, verdictWords }

/** What the records of a workspace say to one constraint, for one product. */
export interface RecordsSay {
  readonly verdict: Verdict
  readonly detail: string
}

export interface RecordsOfProduct {
  readonly product: string
  /** By the constraint's id. What is missing could not run. */
  readonly answers: ReadonlyMap<string, RecordsSay>
}

/** One constraint as every report tells it. */
export interface ReportRow {
  readonly constraint: Constraint
  /** Of documents and, where they were asked, records. Only `met` is green. */
  readonly verdict: Verdict
  readonly documents: FolderConstraint
  readonly records?: RecordsSay
}

export interface ReportClause {
  readonly clause: Clause
  /** In the order of the catalogue. */
  readonly rows: readonly ReportRow[]
}

/** A review of a folder with what the catalogue says of each constraint: what reports are made of. */
export interface ReviewReport {
  readonly clauses: readonly ReportClause[]
  readonly summary: FolderSummary
  readonly product?: string
}

export const reportOf = (
  catalogue: Catalogue,
  summary: FolderSummary,
  records?: RecordsOfProduct,
): ReviewReport => ({
  clauses: catalogue.clauses.flatMap((clause) => {
    const rows = clause.constraints.flatMap((constraint) => {
      const documents = summary.constraints[constraint.id]
      return documents === undefined ? [] : [rowOf(constraint, documents, records)]
    })
    return rows.length === 0 ? [] : [{ clause, rows }]
  }),
  summary,
  ...(records === undefined ? {} : { product: records.product }),
})

const rowOf = (
  constraint: Constraint,
  documents: FolderConstraint,
  records: RecordsOfProduct | undefined,
): ReportRow => {
  if (records === undefined) return { constraint, verdict: documents.verdict, documents }
  const said = records.answers.get(constraint.id) ?? {
    verdict: 'could-not-run',
    detail: 'The workspace gave no answer to it.',
  }
  const verdict = combine(documents.verdict, said.verdict)
  return { constraint, verdict, documents, records: said }
}

export const rowsOf = ({ clauses }: ReviewReport): readonly ReportRow[] =>
  clauses.flatMap(({ rows }) => rows)

/** Gravest first. */
export const severities: readonly Severity[] = ['major', 'moderate', 'minor']

/** Worst first: what could not be judged may hide anything. */
export const verdictOrder: readonly Verdict[] = [
  'absent',
  'could-not-run',
  'partial',
  'not-applicable',
  'met',
]

/** Gaps of one severity, the worst verdict first, else in the order of the catalogue. */
export const gapsOf = (report: ReviewReport, severity: Severity): readonly ReportRow[] =>
  rowsOf(report)
    .filter((row) => isGap(row) && row.constraint.gap.severity === severity)
    .sort((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict))

export const documentsOf = ({ counts }: FolderSummary): number =>
  counts.read + counts['partly-read'] + counts['could-not-read']
