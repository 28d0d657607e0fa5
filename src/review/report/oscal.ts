import { type OscalAnswer, type OscalDocument, writeOscalResults } from '../../formats/oscal.ts'
import { namedUuid } from '../oscal/named-uuid.ts'
import {
  documentsOf,
  isGap,
  type ReportRow,
  type ReviewReport,
  rowsOf,
  verdictWords,
} from './model.ts'
import { nextStep, placeOf } from './words.ts'

export interface OscalFrame {
  /** The folder's name. */
  readonly folder: string
  /** When it was made, in RFC 3339. */
  readonly at: string
  readonly version: string
}

/** The review as OSCAL assessment results; the same review at the same time gives the same bytes. */
export const reviewOscal = (
  report: ReviewReport,
  { folder, at, version }: OscalFrame,
): OscalDocument => {
  const { summary, product } = report
  const unread = summary.counts['could-not-read'] + summary.counts['partly-read']
  return writeOscalResults(
    {
      title: 'Clause review of documents',
      version,
      at,
      subject: product === undefined ? `the folder ${folder}` : `${product}, the folder ${folder}`,
      description: `${documentsOf(summary)} documents, of which ${unread} were not read or only in part; ${summary.leftOutInAll} files or folders were left out.`,
      start: at,
      tool: { name: 'vulnerary', version },
      catalogue: 'Clauses 9.2, 9.5, 4.1.9, 5.8.2 and 6.3 of IEC 81001-5-1 in our own words',
      answers: rowsOf(report).map(answerOf),
    },
    namedUuid,
  )
}

const answerOf = (row: ReportRow): OscalAnswer => {
  const { constraint, verdict, documents, records } = row
  return {
    constraint: constraint.id,
    title: constraint.title,
    verdict,
    detail: isGap(row)
      ? `${verdictWords[verdict]}. ${nextStep(row)}`
      : `${verdictWords[verdict]}. ${records?.detail ?? `${documents.said} ${documents.said === 1 ? 'document says' : 'documents say'} it.`}`,
    severity: constraint.gap.severity,
    confidence: documents.confidence,
    evidence: documents.documents.flatMap(({ path, sha256, evidence }) =>
      evidence.map(({ quote, location, pattern }) => ({
        quote,
        document: path,
        location: placeOf(location) || 'the whole file',
        ...(sha256 === undefined ? {} : { sha256 }),
        foundBy: pattern,
      })),
    ),
    ...(records === undefined
      ? {}
      : {
          checks: [
            {
              name: 'documents',
              verdict: documents.verdict,
              detail: `${documents.said} documents say it, ${documents.unread} were not read.`,
            },
            { name: 'records', verdict: records.verdict, detail: records.detail },
          ],
        }),
  }
}
