import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { foldRow } from './fold.ts'
import { addDrawings, remarkOutside } from './office-drawings.ts'
import { relationsOf } from './office-relations.ts'
import { partStart, walkXml } from './office-xml.ts'
import { PassageList } from './passage-list.ts'
import { readBook, type Sheet, type Workbook } from './sheet/book.ts'
import { SheetRows } from './sheet/rows.ts'
import { unread } from './unread.ts'
import { openZipContainer, type ZipContainer } from './zip-container.ts'

/**
 * Reads a workbook (ECMA-376): each sheet a heading, each row a passage below the head of its table,
 * its line the row's number. What formulas gave when it was saved is their text; none is computed.
 */
export const readXlsx = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return unread('xlsx', zip.message)
  const book = await readBook(zip)
  if (book === undefined) return unread('xlsx', 'damaged: its main part is missing')
  const list = new PassageList()
  for (const sheet of book.sheets) {
    if (list.full) break
    list.heading(1, sheet.name)
    await addSheet(list, zip, book, sheet)
  }
  if (book.sheets.some(({ hidden }) => hidden)) list.remark('it holds hidden sheets, read as well')
  remarkOutside(list, zip, book.relations)
  const rows = list.passages.some((passage) => passage.kind === 'table-row')
  return rows ? list.finish('xlsx', '') : unread('xlsx', 'no text: the sheets are empty')
}

const addSheet = async (
  list: PassageList,
  zip: ZipContainer,
  book: Workbook,
  { name, part }: Sheet,
): Promise<void> => {
  let headed = false
  const rows = new SheetRows(book, (line, cells) => {
    if (list.full) return
    const text = foldRow(cells)
    list.add('table-row', text, { line })
    if (headed || !isHead(cells)) return
    headed = true
    list.under(2, text.replaceAll('\t', ' | '))
  })
  const { text, whole } = await partStart(zip, part)
  walkXml(text, rows, whole)
  if (!whole) list.note(`only the first ${limits.xml.bytes} bytes of the sheet "${name}" were read`)
  const relations = [...(await relationsOf(zip, part)).values()]
  if (relations.some(({ type }) => type === 'comments'))
    list.remark('it holds comments, which are not its text')
  await addDrawings(list, zip, relations)
}

/** The first row of several short words, none of them a number, names the columns below it. */
const isHead = (cells: readonly string[]): boolean =>
  cells.length >= 2 && cells.every((cell) => cell.length <= 80 && !/^[\d\s.,:%/-]+$/.test(cell))
