import type { Complaint } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { complaintsIn } from '../channels/complaints/read-file.ts'
import { type ComplaintSettings, complaintsSchema } from '../channels/complaints/settings.ts'

export interface ComplaintCsv {
  readonly delimiter: string
  /** How many lines are complaints. */
  readonly count: number
  /** The first of them, at most `limits.list.items`. */
  readonly complaints: readonly Complaint[]
}

const columns = [
  'number',
  'description',
  'title',
  'owner',
  'product',
  'productVersion',
  'steps',
  'impact',
  'reporterName',
  'reporterEmail',
] as const
const delimiters = [',', ';', '\t', '|'] as const

/**
 * Settings by which a CSV file reads as complaints, from its header: only where the columns bear
 * the names of our fields, `number` and `description` among them. A file with a maker's own names
 * needs the section `complaints` of channels.yaml, which this reader does not see.
 */
export const complaintSettingsOf = (head: string): ComplaintSettings | undefined => {
  const [header = ''] = head.split(/\r?\n/, 1)
  for (const delimiter of delimiters) {
    const cells = header.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const named = columns.filter((column) => cells.includes(column))
    if (cells.length >= 2 && named.includes('number') && named.includes('description'))
      return complaintsSchema.parse({
        folder: '-',
        delimiter,
        columns: Object.fromEntries(named.map((column) => [column, column])),
      })
  }
  return undefined
}

export const readComplaintCsv = (
  bytes: Uint8Array,
  settings: ComplaintSettings,
): { readonly summary: ComplaintCsv; readonly problems: readonly string[] } => {
  const complaints: Complaint[] = []
  const problems: string[] = []
  let count = 0
  let misread = 0
  for (const line of complaintsIn(bytes, settings)) {
    if ('complaint' in line) {
      count++
      if (complaints.length < limits.list.items) complaints.push(line.complaint)
    } else if (++misread <= limits.formats.problems)
      problems.push(`Line ${line.line}: ${line.problem}.`)
  }
  return { summary: { delimiter: settings.delimiter, count, complaints }, problems }
}
