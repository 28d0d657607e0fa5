import type { WrittenTable } from './table.ts'

/**
 * A table as CSV (RFC 4180): commas, CRLF, every cell in quotes, and a byte order mark, by which
 * spreadsheet programs know UTF-8.
 */
export const writeCsv = ({ columns, rows }: WrittenTable): Uint8Array => {
  const lines = [columns.map(({ title }) => title), ...rows].map((cells) =>
    cells.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(','),
  )
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}

// Spreadsheet programs run what begins so, a number with its sign included; the full-width forms
// too, where the language of the program has them. A return may stand before it.
const armed = /^'*[=+\-@\t\r\n＝＋－＠]/

/** The cell with an apostrophe before it where a spreadsheet program would take it for a formula. */
export const disarmed = (cell: string): string => (armed.test(cell) ? `'${cell}` : cell)

/** The cell as it was before it was disarmed. */
export const rearmed = (cell: string): string =>
  cell.startsWith("'") && armed.test(cell) ? cell.slice(1) : cell
