import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Clause, Constraint, Severity } from '../catalogue/schema.ts'
import type { FolderConstraint, FolderReview } from './folder-review.ts'
import type { DocumentVerdict } from './judge/verdicts.ts'

export interface ReviewTextOptions {
  /** Columns of the terminal. Default 100; at least 60. */
  readonly width?: number
}

interface Row {
  readonly constraint: Constraint
  readonly result: FolderConstraint
}

const order: readonly DocumentVerdict[] = ['absent', 'could-not-run', 'partial', 'met']
const severities: readonly Severity[] = ['major', 'moderate', 'minor']
const words: Readonly<Record<DocumentVerdict, string>> = {
  met: 'met',
  partial: 'partial',
  absent: 'absent',
  'could-not-run': 'could not run',
}
const idColumn = 27
const verdictColumn = 15
const severityColumn = 10

/**
 * The review for a terminal: a summary, then clause by clause its constraints, gaps first and the
 * severe before the slight, each with the best passage and its file. Ends with a line break.
 */
export const reviewText = (
  review: FolderReview,
  catalogue: Catalogue,
  options: ReviewTextOptions = {},
): string => {
  const width = Math.max(60, options.width ?? 100)
  const lines = [...summary(review), '']
  for (const clause of catalogue.clauses) {
    const rows = rowsOf(clause, review)
    if (rows.length > 0)
      lines.push(`${clause.id} ${clause.title}`, ...rows.flatMap((row) => rowText(row, width)), '')
  }
  lines.push(...unread(review, width))
  return `${lines.join('\n').trimEnd()}\n`
}

const summary = (review: FolderReview): string[] => {
  const results = Object.values(review.constraints)
  const count = (verdict: DocumentVerdict): number =>
    results.filter((result) => result.verdict === verdict).length
  const told = [...order].reverse().flatMap((verdict) => {
    const number = count(verdict)
    return number === 0 ? [] : [`${number} ${words[verdict]}`]
  })
  const documents = review.documents.length
  return [
    `${documents} ${documents === 1 ? 'document' : 'documents'}, ${results.length} constraints: ${told.join(', ')}`,
  ]
}

const rowsOf = (clause: Clause, review: FolderReview): Row[] =>
  clause.constraints
    .flatMap((constraint) => {
      const result = review.constraints[constraint.id]
      return result === undefined ? [] : [{ constraint, result }]
    })
    .sort(
      (a, b) =>
        order.indexOf(a.result.verdict) - order.indexOf(b.result.verdict) ||
        severities.indexOf(a.constraint.gap.severity) -
          severities.indexOf(b.constraint.gap.severity),
    )

const rowText = ({ constraint, result }: Row, width: number): string[] => {
  const gap = result.verdict === 'met' ? '' : constraint.gap.severity
  const head = `  ${constraint.id.padEnd(idColumn)}${words[result.verdict].padEnd(verdictColumn)}${gap.padEnd(severityColumn)}`
  const first = result.documents[0]
  if (first === undefined) return [shorten(`${head}${constraint.title}`, width)]
  const evidence = first.evidence[0]
  const quote = evidence?.focus ?? evidence?.quote ?? ''
  const more = result.documents.length > 1 ? ` (and ${result.documents.length - 1} more)` : ''
  return [
    shorten(`${head}${constraint.title}`, width),
    shorten(`      "${plain(quote)}"`, width),
    shorten(`      ${plain(first.path)}${place(evidence?.location)}${more}`, width),
  ]
}

const place = (location: { readonly page?: number; readonly line?: number } | undefined): string =>
  location?.page !== undefined
    ? `, page ${location.page}`
    : location?.line !== undefined
      ? `, line ${location.line}`
      : ''

const unread = (review: FolderReview, width: number): string[] => {
  const failed = review.documents.filter(({ outcome }) => outcome !== 'read')
  const lines = failed.map(({ path, outcome, reason }) =>
    shorten(
      `  ${plain(path)}: ${outcome === 'partly-read' ? 'read in part' : 'not read'}${reason === undefined ? '' : `, ${plain(reason)}`}`,
      width,
    ),
  )
  const left = review.leftOut.map(({ path, reason }) =>
    shorten(`  ${plain(path)}: ${plain(reason)}`, width),
  )
  return lines.length + left.length === 0 ? [] : ['Not read', ...lines, ...left]
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
