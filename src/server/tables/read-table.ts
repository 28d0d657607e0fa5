import { workbookRows } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { csvRecords } from '../channels/complaints/csv.ts'
import type { ReadTable, TableRow } from './table.ts'
import { rearmed } from './write-csv.ts'

/**
 * A CSV file (UTF-8; commas, semicolons or tabs) or a workbook as a table. Refuses what is neither,
 * and more rows or columns than `limits.tables` allows. Parses bytes of others: run it in `processes/`.
 */
export const readTable = async (bytes: Uint8Array): Promise<ReadTable | Refusal> => {
  const isZip = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
  if (!isZip && startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return refuse('table/old-workbook', 'This is a workbook of before 2007. Save it as .xlsx.')
  const rows = isZip ? await workbookRows(bytes, limits.tables.rows + 1) : rowsOfCsv(bytes)
  if (isRefusal(rows)) return rows
  const { length } = rows
  if (length === 0)
    return refuse('table/empty', 'The file is empty. Its first row must name the columns.')
  if (length > limits.tables.rows + 1)
    return refuse(
      'table/too-long',
      `The file has more than ${limits.tables.rows} rows. Split it, with the header in each part.`,
    )
  const wide = rows.find(({ cells }) => cells.length > limits.tables.columns)
  if (wide !== undefined)
    return refuse(
      'table/too-wide',
      `Row ${wide.row} has more than ${limits.tables.columns} columns. Take out those that are not needed.`,
    )
  return { format: isZip ? 'xlsx' : 'csv', rows: rows.map(bounded) }
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

const bounded = (row: TableRow): TableRow => ({
  ...row,
  cells: row.cells.map((cell) => cell.slice(0, limits.tables.cell)),
  wrong: [
    ...row.wrong,
    ...row.cells.flatMap((cell, at) =>
      cell.length > limits.tables.cell
        ? [{ at, why: `it has more than ${limits.tables.cell} characters: shorten it` }]
        : [],
    ),
  ],
})

const rowsOfCsv = (bytes: Uint8Array): readonly TableRow[] | Refusal => {
  const text = decoded(bytes)
  if (isRefusal(text)) return text
  const rows: TableRow[] = []
  for (const record of csvRecords(text, delimiterOf(text), limits.tables)) {
    if (rows.length > limits.tables.rows + 1) break
    const row = 'cells' in record ? record.cells.map(rearmed) : []
    if ('cells' in record && row.every((cell) => cell.trim() === '')) continue
    rows.push({
      row: record.line,
      cells: row,
      wrong: 'problem' in record ? [{ at: -1, why: record.problem }] : [],
    })
  }
  return rows
}

const decoded = (bytes: Uint8Array): string | Refusal => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse(
      'table/not-utf-8',
      'The file is no CSV in UTF-8 and no .xlsx. Save it as "CSV UTF-8", or as .xlsx.',
    )
  }
}

/** What separates the cells of the header: programs write what their language has for it. */
const delimiterOf = (text: string): string => {
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length)
  const outside = header.replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((one) => ({ one, count: outside.split(one).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one
}
