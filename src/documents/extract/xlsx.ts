import type ExcelJS from 'exceljs'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { foldRow } from './fold.ts'
import { PassageList } from './passage-list.ts'
import { unread } from './unread.ts'
import { openWorkbook } from './workbook.ts'

/** Reads a workbook (ECMA-376): each sheet a heading, each row a passage, its line the row's number. */
export const readXlsx = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const book = await openWorkbook(bytes)
  if (isRefusal(book)) return unread('xlsx', book.message)
  const list = new PassageList()
  for (const sheet of book.worksheets) {
    if (list.full) break
    list.heading(1, sheet.name)
    addRows(list, sheet)
  }
  const rows = list.passages.some((passage) => passage.kind === 'table-row')
  return rows ? list.finish('xlsx', '') : unread('xlsx', 'no text: the sheets are empty')
}

const addRows = (list: PassageList, sheet: ExcelJS.Worksheet): void => {
  const rows = Math.min(sheet.rowCount, limits.document.statements)
  for (let number = 1; number <= rows && !list.full; number++) {
    const row = sheet.findRow(number)
    if (row === undefined) continue
    const cells: string[] = []
    row.eachCell((cell) => {
      // A merged cell repeats its master's text: readers see it once.
      if (!cell.isMerged || cell.master === cell) cells.push(cell.text)
    })
    list.add('table-row', foldRow(cells), { line: number })
  }
}
