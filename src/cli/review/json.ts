import type { ReviewedDocument, ReviewReport } from '../../server/index/folder-review.ts'
import type { Output } from './output.ts'

/** Writes the documents as they come, a line each: what a large folder gives fits no memory. */
export const documentWriter = (output: Output): ((document: ReviewedDocument) => void) => {
  output.write('{"documents": [')
  let before = '\n'
  return (document) => {
    output.write(`${before}${JSON.stringify(document)}`)
    before = ',\n'
  }
}

/** What follows the documents: each constraint over all of them, and what was not read. */
export const jsonEnd = (report: ReviewReport, missed: readonly string[]): string => {
  const { constraints: _, ...rest } = report.summary
  const rows = report.clauses.flatMap(({ rows }) => rows)
  const constraints = rows.map(({ constraint, verdict, documents, records }) => {
    const asked = records === undefined ? {} : { inDocuments: documents.verdict, records }
    return `${JSON.stringify(constraint.id)}: ${JSON.stringify({ ...documents, verdict, ...asked })}`
  })
  const more = {
    ...rest,
    ...(report.product === undefined ? {} : { product: report.product }),
    missed,
  }
  const members = Object.entries(more).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  return `\n],\n"constraints": {\n${constraints.join(',\n')}\n},\n${members.join(',\n')}}\n`
}
