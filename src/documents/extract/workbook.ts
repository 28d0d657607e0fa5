import ExcelJS from 'exceljs'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { openZipContainer } from './zip-container.ts'

/**
 * Opens a workbook (ECMA-376). Every entry is unpacked once under `limits.zip` before the
 * workbook's own reader opens it, so that a size that lies is found first.
 */
export const openWorkbook = async (bytes: Uint8Array): Promise<ExcelJS.Workbook | Refusal> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return zip
  for (const name of zip.names) await zip.read(name)
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  return book
}

/** A line of a sheet as texts; a cell that holds no value of its own says why instead. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly wrong: readonly { readonly at: number; readonly why: string }[]
}

/**
 * The rows of the one sheet that has content, at most so many, empty ones left out. Days are
 * `2026-01-31`, times ISO 8601. Refuses a file that is no workbook, and one with several such
 * sheets: nobody could say which is meant.
 */
export const readWorkbookRows = async (
  bytes: Uint8Array,
  most: number,
): Promise<readonly SheetRow[] | Refusal> => {
  const book = await opened(bytes)
  if (isRefusal(book)) return book
  const filled = book.worksheets.filter(({ actualRowCount }) => actualRowCount > 0)
  if (filled.length > 1)
    return refuse(
      'table/several-sheets',
      `The workbook has ${filled.length} sheets with content (${filled
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}). Keep the one that is meant.`,
    )
  const rows: SheetRow[] = []
  filled[0]?.eachRow((row, number) => {
    if (rows.length > most) return
    const cells: string[] = []
    const wrong: { at: number; why: string }[] = []
    row.eachCell((cell, column) => {
      while (cells.length < column - 1) cells.push('')
      const told = textIn(cell)
      if (typeof told === 'string') cells.push(told)
      else {
        cells.push('')
        wrong.push({ at: column - 1, why: told.why })
      }
    })
    if (wrong.length > 0 || cells.some((cell) => cell.trim() !== ''))
      rows.push({ row: number, cells, wrong })
  })
  return rows
}

const opened = async (bytes: Uint8Array): Promise<ExcelJS.Workbook | Refusal> => {
  try {
    return await openWorkbook(bytes)
  } catch {
    // What its reader says of others' files helps nobody to mend them.
    return refuse(
      'table/damaged',
      'The workbook cannot be opened. Open it in a spreadsheet program and save it anew as .xlsx.',
    )
  }
}

const textIn = (cell: ExcelJS.Cell): string | { readonly why: string } => {
  const { ValueType } = ExcelJS
  switch (cell.type) {
    case ValueType.Null:
    case ValueType.Merge:
      return ''
    case ValueType.Formula:
      return { why: 'it holds a formula: put its value there ("Paste values")' }
    case ValueType.Error:
      return { why: 'it holds an error of the spreadsheet: correct it' }
    case ValueType.Boolean:
      return cell.value === true ? 'yes' : 'no'
    case ValueType.Date:
      return cell.value instanceof Date ? dayOf(cell.value) : cell.text
    default:
      return cell.text
  }
}

const dayOf = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return ''
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
