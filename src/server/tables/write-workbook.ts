import ExcelJS from 'exceljs'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { WrittenTable } from './table.ts'

/** Rows of a new workbook that its lists to choose from reach beyond those written. */
const spare = 200

/**
 * A table as a workbook with one sheet: texts only, so that no program runs what a cell says; the
 * header stays in sight, and levels are chosen from a list. Refuses a text longer than a cell.
 */
export const writeWorkbook = async ({
  name,
  columns,
  rows,
}: WrittenTable): Promise<Uint8Array | Refusal> => {
  const long = rows.findIndex((row) => row.some((cell) => cell.length > limits.tables.cell))
  if (long >= 0)
    return refuse(
      'table/cell-too-long',
      `The entry "${rows[long]?.[0] ?? ''}" has a text longer than a cell of a workbook (${limits.tables.cell} characters). Export as CSV instead.`,
    )
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ title, width }) => ({ header: title, width }))
  sheet.getRow(1).font = { bold: true }
  for (const cells of rows) sheet.addRow([...cells])
  sheet.eachRow((row) => {
    row.alignment = { vertical: 'top', wrapText: true }
  })
  for (const [index, { choices }] of columns.entries()) {
    sheet.getColumn(index + 1).numFmt = '@'
    // A list in place may have 255 characters and no comma in a choice (ECMA-376, 18.3.1.33).
    const list = choices?.join(',') ?? ''
    if (choices === undefined || list.length > 250) continue
    for (let row = 2; row <= rows.length + 1 + spare; row++)
      sheet.getCell(row, index + 1).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${list}"`],
      }
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
