import type ExcelJS from 'exceljs'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { openWorkbook } from '../extract/workbook.ts'
import { escaped } from './markup.ts'
import type { Allowance } from './pictures.ts'

const { cells: mostCells, columns } = limits.document.page

/** Each sheet of a workbook as a table, its rows by their numbers. */
export const xlsxPage = async (
  bytes: Uint8Array,
  allowed: Allowance,
): Promise<string | Refusal> => {
  const book = await openWorkbook(bytes)
  if (isRefusal(book)) return book
  const left = { cells: mostCells as number }
  return book.worksheets
    .map((sheet) => {
      const rows = rowsOf(sheet, left, allowed)
      const body = rows === '' ? '<p>Nothing of this sheet is shown.</p>' : `<table>${rows}</table>`
      return `<h2>${escaped(sheet.name)}</h2>${body}`
    })
    .join('\n')
}

const rowsOf = (sheet: ExcelJS.Worksheet, left: { cells: number }, allowed: Allowance): string => {
  const rows: string[] = []
  for (let number = 1; number <= sheet.rowCount; number++) {
    if (left.cells <= 0 || allowed.room <= 0) {
      allowed.note(
        `it is too large to be shown as a whole: only its first ${mostCells.toLocaleString('en')} cells are`,
      )
      break
    }
    const row = sheet.findRow(number)
    if (row === undefined) continue
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      if (column > columns || (cell.isMerged && cell.master !== cell)) return
      left.cells--
      cells.push(`<td>${escaped(cell.text)}</td>`)
    })
    if (row.cellCount > columns) allowed.note(`only the first ${columns} columns are shown`)
    if (cells.length === 0) continue
    const line = `<tr><th>${number}</th>${cells.join('')}</tr>`
    allowed.room -= line.length
    rows.push(line)
  }
  return rows.join('')
}
