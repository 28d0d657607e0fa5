import type { FolderSummary } from '../folder-review.ts'
import {
  documentsOf,
  gapsOf,
  isGap,
  type ReportClause,
  type ReportRow,
  type ReviewReport,
  rowsOf,
  severities,
  verdictOrder,
  verdictWords,
} from './model.ts'

export interface ReviewTextOptions {
  /** Columns of the terminal. Default 100; at least 60. */
  readonly width?: number
}

const idColumn = 27
const verdictColumn = 15
const severityColumn = 10

/**
 * The review for a terminal: a summary, then clause by clause its constraints, gaps first and the
 * severe before the slight, each with the best passage and its file. Ends with a line break.
 */
export const reviewText = (report: ReviewReport, options: ReviewTextOptions = {}): string => {
  const width = Math.max(60, options.width ?? 100)
  const lines = [...summary(report), '']
  for (const one of report.clauses)
    lines.push(
      `${one.clause.id} ${one.clause.title}`,
      ...gapsFirst(one).flatMap((row) => rowText(row, width)),
      '',
    )
  lines.push(...lookAgain(report.summary, width), ...unread(report.summary, width))
  return `${lines.join('\n').trimEnd()}\n`
}

const summary = (report: ReviewReport): string[] => {
  const rows = rowsOf(report)
  const told = [...verdictOrder].reverse().flatMap((verdict) => {
    const number = rows.filter((row) => row.verdict === verdict).length
    return number === 0 ? [] : [`${number} ${verdictWords[verdict]}`]
  })
  const documents = documentsOf(report.summary)
  const about = report.product === undefined ? '' : `, records of ${plain(report.product)}`
  return [
    `${documents} ${documents === 1 ? 'document' : 'documents'}${about}, ${rows.length} constraints: ${told.join(', ')}`,
    `Gaps: ${severities.map((severity) => `${gapsOf(report, severity).length} ${severity}`).join(', ')}`,
    ...(report.summary.declaredIn === undefined
      ? []
      : [`In force, and people’s words: as ${report.summary.declaredIn} in the folder has them`]),
  ]
}

const gapsFirst = ({ rows }: ReportClause): readonly ReportRow[] =>
  [...rows].sort(
    (a, b) =>
      verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) ||
      severities.indexOf(a.constraint.gap.severity) - severities.indexOf(b.constraint.gap.severity),
  )

const rowText = (row: ReportRow, width: number): string[] => {
  const { constraint, verdict, documents, records } = row
  const gap = isGap(row) ? constraint.gap.severity : ''
  const head = `  ${constraint.id.padEnd(idColumn)}${verdictWords[verdict].padEnd(verdictColumn)}${gap.padEnd(severityColumn)}${constraint.title}`
  const said =
    records === undefined
      ? []
      : [`      records: ${verdictWords[records.verdict]}. ${plain(records.detail)}`]
  const [first] = documents.documents
  const evidence = first?.evidence[0]
  const more = documents.said > 1 ? ` (and ${documents.said - 1} more)` : ''
  const shown =
    first === undefined
      ? []
      : [
          `      "${plain(evidence?.focus ?? evidence?.quote ?? '')}"`,
          `      ${plain(first.path)}${place(evidence?.location)}${more}`,
        ]
  const word =
    first?.word === undefined
      ? []
      : [`      so says ${plain(first.word.by)} on ${first.word.on}: ${plain(first.word.reason)}`]
  const standing =
    documents.inForce === undefined
      ? []
      : [
          `      in force: ${verdictWords[documents.inForce.verdict]}. ${plain(documents.inForce.detail)}`,
        ]
  return [head, ...shown, ...word, ...standing, ...said].map((line) => shorten(line, width))
}

const place = (location: { readonly page?: number; readonly line?: number } | undefined): string =>
  location?.page !== undefined
    ? `, page ${location.page}`
    : location?.line !== undefined
      ? `, line ${location.line}`
      : ''

/** Words of people that hold no more. */
const lookAgain = ({ asksAgain = [], declaredIn }: FolderSummary, width: number): string[] =>
  asksAgain.length === 0
    ? []
    : [
        `Look again (${declaredIn ?? ''})`,
        ...asksAgain.map(({ humanId, because }) =>
          shorten(`  ${humanId}: ${plain(because)}`, width),
        ),
        '',
      ]

const unread = (
  { counts, unread: failed, leftOut, leftOutInAll }: FolderSummary,
  width: number,
) => {
  const lines = failed.map(({ path, outcome, reason }) =>
    shorten(
      `  ${plain(path)}: ${outcome === 'partly-read' ? 'read in part' : 'not read'}${reason === undefined ? '' : `, ${plain(reason)}`}`,
      width,
    ),
  )
  const left = leftOut.map(({ path, reason }) =>
    shorten(`  ${plain(path)}: ${plain(reason)}`, width),
  )
  const all = counts['partly-read'] + counts['could-not-read'] + leftOutInAll
  const more = all - lines.length - left.length
  if (all === 0) return []
  return ['Not read', ...lines, ...left, ...(more > 0 ? [`  and ${more} more`] : [])]
}

/** On one line, without the control and direction characters that could rule a terminal. */
const plain = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

const shorten = (line: string, width: number): string => {
  const trimmed = line.trimEnd()
  const characters = [...trimmed]
  return characters.length <= width ? trimmed : `${characters.slice(0, width - 1).join('')}…`
}
