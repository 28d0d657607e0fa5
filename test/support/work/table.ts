import ExcelJS from 'exceljs'
import type { Answer, Colleague, Maker } from '../maker.ts'

/** A table as CSV, as a spreadsheet program writes it. */
export const csvOf = (rows: readonly (readonly string[])[], separator = ','): Uint8Array =>
  new TextEncoder().encode(
    rows
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
      .join('\r\n'),
  )

export const workbookOf = async (
  rows: readonly (readonly (string | number | Date)[])[],
): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Sheet')
  for (const row of rows) sheet.addRow([...row])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** The cells of the first sheet. */
export const cellsOf = async (bytes: Uint8Array): Promise<string[][]> => {
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, (cell) => void cells.push(cell.text))
    rows.push(cells)
  })
  return rows
}

/** Sends a file to an import. */
export const imports = async (
  maker: Maker,
  who: Colleague,
  path: string,
  bytes: Uint8Array,
): Promise<Answer> => {
  const session = await who.get('/api/session')
  const answer = await maker.fetch(path, {
    method: 'POST',
    headers: {
      cookie: who.cookie,
      'x-csrf-token': session.body.csrfToken ?? session.body.csrf,
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(bytes),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) }
}

/** Fetches a file as bytes. */
export const fetches = async (maker: Maker, who: Colleague, path: string): Promise<Uint8Array> => {
  const answer = await maker.fetch(path, { headers: { cookie: who.cookie } })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
