import { parse } from 'csv-parse/sync'
import { limits } from '../../../kernel/limits.ts'

/** One record of a file, or one line of it that is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string }

/** How long one record may be, in lines and characters. */
export interface RecordBounds {
  readonly linesOfRecord: number
  readonly recordLength: number
}

/**
 * The records of a CSV file (RFC 4180) with the number of the line where each begins, the header as
 * the first. Quotes within a cell that has none around it are signs like any other. A record may go
 * over lines within quotes; where that gives no record as wide as the header, only its first line is
 * bad and the next one is looked at anew: a quote that nobody closed swallows nothing.
 */
export function* csvRecords(
  text: string,
  delimiter: string,
  bounds: RecordBounds = limits.complaints,
): Generator<CsvRecord> {
  const lines = lineReader(text)
  let width: number | undefined
  for (;;) {
    const first = lines.next()
    if (first === undefined) return
    if (first.text.trim() === '') continue
    const record = endOf(first.text, delimiter, false)
      ? overLines(first.text, lines, delimiter, width, bounds)
      : cellsOf(first.text, delimiter, true, bounds)
    const { number: line } = first
    yield Array.isArray(record) ? { line, cells: record } : { line, problem: String(record) }
    if (Array.isArray(record)) width ??= record.length
  }
}

type Lines = ReturnType<typeof lineReader>
type Cells = readonly string[]

const overLines = (
  first: string,
  lines: Lines,
  delimiter: string,
  width: number | undefined,
  bounds: RecordBounds,
): Cells | string => {
  const mark = lines.mark()
  const bad = (problem: string) => {
    lines.backTo(mark)
    return problem
  }
  let text = first
  for (let open = true, more = 0; open; more++) {
    const next = more < bounds.linesOfRecord ? lines.next() : undefined
    if (next === undefined || text.length + next.text.length > bounds.recordLength)
      return bad('a quote is not closed')
    text += `\n${next.text}`
    open = endOf(next.text, delimiter, true)
  }
  const cells = cellsOf(text, delimiter, false, bounds)
  if (typeof cells === 'string') return bad('a quote is not closed')
  return width === undefined || cells.length === width ? cells : bad('a quote is not closed')
}

const cellsOf = (
  text: string,
  delimiter: string,
  relaxed: boolean,
  { recordLength }: RecordBounds,
): Cells | string => {
  if (text.length > recordLength) return 'it is too long'
  try {
    const rows = parse(text, {
      delimiter,
      relax_quotes: relaxed,
      relax_column_count: true,
      // What is a line was decided before.
      record_delimiter: ['\u0000'],
    }) as string[][] // Without a header, the options give rows of cells.
    const [cells] = rows
    return cells !== undefined && rows.length === 1 ? cells : 'it holds a NUL'
  } catch {
    // Which rule of the format it breaks helps nobody to find it.
    return 'its quotes are not as CSV has them'
  }
}

/** Whether a quoted cell is open where this line ends, given that one was or was not before. */
const endOf = (line: string, delimiter: string, open: boolean): boolean => {
  let quoted = open
  let atStart = !open
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]
    if (quoted) {
      if (sign !== '"') continue
      if (line[at + 1] === '"') at++
      else quoted = false
    } else if (sign === delimiter) {
      atStart = true
      continue
    } else if (sign === '"' && atStart) quoted = true
    atStart = false
  }
  return quoted
}

/** Lines one after the other, without making all of them at once. */
const lineReader = (text: string) => {
  let at = 0
  let number = 0
  return {
    next: (): { readonly number: number; readonly text: string } | undefined => {
      if (at >= text.length) return undefined
      const end = text.indexOf('\n', at)
      const line = text.slice(at, end < 0 ? undefined : end)
      at = end < 0 ? text.length : end + 1
      number++
      return { number, text: line.endsWith('\r') ? line.slice(0, -1) : line }
    },
    mark: () => ({ at, number }),
    backTo: (mark: { readonly at: number; readonly number: number }) => {
      ;({ at, number } = mark)
    },
  }
}
