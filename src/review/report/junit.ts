import { type JUnitCase, writeJUnit } from '../../formats/junit.ts'
import { documentsOf, isGap, type ReportRow, type ReviewReport, verdictWords } from './model.ts'
import { counts, type Threshold } from './threshold.ts'
import { nextStep, placeOf } from './words.ts'

/**
 * The review as test results: a clause is a suite, a constraint a case. Only what is met passes. A
 * gap fails (could not run: is an error) where the threshold counts it, or where there is none; a
 * gap that is not counted is skipped, so that no CI shows it green.
 */
export const reviewJUnit = (report: ReviewReport, threshold: Threshold, name: string): string => {
  const { counts: files } = report.summary
  const properties = {
    documents: String(documentsOf(report.summary)),
    'not read': String(files['could-not-read']),
    'read in part': String(files['partly-read']),
    ...(report.product === undefined ? {} : { product: report.product }),
  }
  return writeJUnit(
    name,
    report.clauses.map(({ clause, rows }) => ({
      name: `${clause.id} ${clause.title}`,
      properties,
      cases: rows.map((row) => caseOf(row, clause.id, threshold)),
    })),
  )
}

const caseOf = (row: ReportRow, clause: string, threshold: Threshold): JUnitCase => {
  const { constraint, documents, verdict } = row
  const [first] = documents.documents
  const outcome = outcomeOf(row, threshold)
  return {
    className: `IEC 81001-5-1.${clause.replaceAll('.', '_')}`,
    name: `${constraint.id} ${constraint.title}`,
    ...(first === undefined ? {} : { file: first.path }),
    outcome,
    ...(outcome === 'passed'
      ? {}
      : {
          message: isGap(row)
            ? `${verdictWords[verdict]}, ${constraint.gap.severity}: ${constraint.duty}`
            : `not applicable: ${row.records?.detail ?? ''}`,
        }),
    detail: detailOf(row),
  }
}

const outcomeOf = (row: ReportRow, threshold: Threshold): JUnitCase['outcome'] => {
  if (row.verdict === 'met') return 'passed'
  if (!isGap(row)) return 'skipped'
  if (threshold.failOn !== undefined && !counts(threshold, row)) return 'skipped'
  return row.verdict === 'could-not-run' ? 'error' : 'failure'
}

const detailOf = (row: ReportRow): string =>
  [
    ...row.documents.documents
      .slice(0, 3)
      .flatMap(({ path, evidence }) =>
        evidence
          .slice(0, 1)
          .flatMap(({ quote, location }) => [
            `"${quote}"`,
            `  ${[path, placeOf(location)].filter((part) => part !== '').join(', ')}`,
          ]),
      ),
    ...(row.records === undefined
      ? []
      : [`Records: ${verdictWords[row.records.verdict]}. ${row.records.detail}`]),
    ...(isGap(row) ? [`Next: ${nextStep(row)}`] : []),
  ].join('\n')
