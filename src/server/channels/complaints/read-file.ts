import { type Complaint, complaint } from '../../../intake/contract.ts'
import { limits } from '../../../kernel/limits.ts'
import { namesIn } from './attached.ts'
import { csvRecords } from './csv.ts'
import type { ComplaintColumn, ComplaintSettings } from './settings.ts'

/** One line of a file: a complaint, or why it is none. */
export type ComplaintLine =
  | {
      readonly line: number
      readonly complaint: Complaint
      /** What the line calls its files, below the drop folder. */
      readonly fileNames: readonly string[]
    }
  | { readonly line: number; readonly problem: string }

/** The complaints of a file, line by line; a line that is none keeps no other out. */
export function* complaintsIn(
  bytes: Uint8Array,
  settings: ComplaintSettings,
): Generator<ComplaintLine> {
  // Not fatal: what is no text in this encoding is told by its line.
  const text = new TextDecoder(settings.encoding).decode(bytes)
  let places: ReadonlyMap<ComplaintColumn, number> | undefined
  let records = 0
  for (const record of csvRecords(text, settings.delimiter)) {
    const { line } = record
    if (places === undefined) {
      const header = 'cells' in record ? record.cells : []
      const missing = missingColumns(header, settings)
      if (missing.length > 0) {
        yield { line, problem: `the header has no column ${missing.join(', ')}` }
        return
      }
      places = placesIn(header, settings)
      continue
    }
    if (++records > limits.complaints.records) {
      yield {
        line,
        problem: `more than ${limits.complaints.records} complaints: split the file here`,
      }
      return
    }
    yield 'cells' in record
      ? { line, ...complaintOf(record.cells, places, settings) }
      : { line, problem: record.problem }
  }
  if (places === undefined) yield { line: 1, problem: 'the file is empty' }
}

const named = ({ columns }: ComplaintSettings): readonly (readonly [ComplaintColumn, string])[] =>
  Object.entries(columns).flatMap(([name, header]) =>
    // The schema of the settings knows these names only.
    header === undefined ? [] : [[name as ComplaintColumn, header] as const],
  )

const missingColumns = (header: readonly string[], settings: ComplaintSettings) =>
  named(settings).flatMap(([, wanted]) =>
    header.some((one) => one.trim() === wanted) ? [] : [`"${wanted}"`],
  )

const placesIn = (header: readonly string[], settings: ComplaintSettings) =>
  new Map(
    named(settings).map(([name, wanted]) => [
      name,
      header.findIndex((one) => one.trim() === wanted),
    ]),
  )

const complaintOf = (
  cells: readonly string[],
  places: ReadonlyMap<ComplaintColumn, number>,
  { owner, product }: ComplaintSettings,
):
  | { readonly complaint: Complaint; readonly fileNames: readonly string[] }
  | { readonly problem: string } => {
  if (cells.some((cell) => cell.includes('\ufffd')))
    return { problem: 'it holds signs that are none in this encoding: set "encoding"' }
  const told: Record<string, string> = {}
  for (const [name, place] of places) {
    const cell = cells[place]
    if (cell === undefined) return { problem: 'it has fewer cells than the header' }
    told[name] = cell.trim()
  }
  if (told['owner'] === undefined || told['owner'] === '') told['owner'] = owner
  if (told['product'] === undefined || told['product'] === '') told['product'] = product
  const { files = '', ...words } = told
  const parsed = complaint.safeParse(words)
  if (parsed.success) return { complaint: parsed.data, fileNames: namesIn(files) }
  const [issue] = parsed.error.issues
  return { problem: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'unknown'}` }
}
