import type { Evidence } from '../judge/verdicts.ts'
import type { ReportRow } from './model.ts'

/** Where a passage stands: `page 3, Support › Contact`. */
export const placeOf = ({ page, line, headings, recognised }: Evidence['location']): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(page === undefined && line !== undefined ? [`line ${line}`] : []),
    ...(headings.length === 0 ? [] : [headings.slice(-2).join(' › ')]),
    ...(recognised === true ? ['recognised in a picture'] : []),
  ].join(', ')

/** What the reader of a report does about a row that is not met. */
export const nextStep = ({ verdict, constraint, documents, records }: ReportRow): string => {
  const [question = constraint.duty] = constraint.signals.questions
  switch (verdict) {
    case 'absent':
      return `${where(documents, constraint)} ${question}`
    case 'could-not-run':
      return documents.unread > 0
        ? `Make what was not read readable (${documents.unread} ${documents.unread === 1 ? 'file' : 'files'}), then review again.`
        : records?.verdict === 'could-not-run'
          ? 'See why the records could not answer, then review again.'
          : 'Give the review a folder that it can read whole.'
    case 'partial':
      if (
        documents.says === 'met' &&
        documents.inForce !== undefined &&
        documents.verdict !== 'met'
      )
        return `It is said, and not in force. ${documents.inForce.detail}`
      return documents.verdict === 'met'
        ? `The documents say it; the records do not show that it ran: ${records?.detail ?? ''}`.trim()
        : documents.verdict === 'absent'
          ? `The records show it; no document says it. ${where(documents, constraint)} ${question}`
          : `Say all of it${soFar(documents)}`
    case 'met':
    case 'not-applicable':
      return 'Nothing.'
    default:
      return verdict satisfies never
  }
}

const soFar = ({ documents: [best] }: ReportRow['documents']): string => {
  if (best === undefined) return '.'
  const [first] = best.evidence
  const place = first === undefined ? '' : placeOf(first.location)
  return `; part of it stands in ${best.path}${place === '' ? '' : `, ${place}`}.`
}

/** A document that is there and silent, or none that its name gives away. */
const where = (
  { exists }: ReportRow['documents'],
  { signals }: ReportRow['constraint'],
): string => {
  const [first] = exists.paths
  return first === undefined
    ? `No file is named like one of: ${signals.fileNames.join(', ')}. Write the passage that answers:`
    : `By its name ${first} is its place. Write there what answers:`
}
