import type { PdfLine } from './pdf-lines.ts'

/** Lines in a run before it is taken for columns: a short table is no evidence. */
const fewest = 6

/**
 * Parts lines that a file sets straight across two columns of text: many in a row, each of two long
 * cells that begin at the same places, the second in the middle. The left column is then read before
 * the right one. A table of two columns differs by short cells or by rows of different heights.
 */
export const inColumns = (lines: readonly PdfLine[]): readonly PdfLine[] => {
  const parted: PdfLine[] = []
  for (let at = 0; at < lines.length; ) {
    const end = runFrom(lines, at)
    const run = lines.slice(at, end)
    if (isText(run)) parted.push(...run.map((line) => half(line, 0)), ...run.flatMap(rightOf))
    else parted.push(...run)
    at = end
  }
  return parted
}

/** Where the run of lines with two cells ends that begins here; the last may have one cell. */
const runFrom = (lines: readonly PdfLine[], from: number): number => {
  const first = lines[from]
  if (first === undefined || first.cells.length !== 2) return from + 1
  const [left = 0, right = 0] = first.starts
  let end = from + 1
  for (; end < lines.length; end++) {
    const line = lines[end]
    const above = lines[end - 1]
    if (line === undefined || above === undefined || line.page !== first.page) break
    const drop = (above.y - line.y) / line.size
    const [x = 0, second = right] = line.starts
    const fits = Math.abs(x - left) < line.size && Math.abs(second - right) < line.size
    if (line.cells.length > 2 || !fits || drop <= 0.9 || drop > 1.7) break
    if (line.cells.length === 1 && line.right > right) break
  }
  return end
}

const isText = (run: readonly PdfLine[]): boolean => {
  const [first] = run
  const both = run.filter(({ cells }) => cells.length === 2)
  if (first === undefined || both.length < fewest) return false
  const [left = 0, right = 0] = first.starts
  const far = Math.max(...run.map((line) => line.right))
  const middle = (right - left) / (far - left)
  const letters = both.reduce((sum, { text }) => sum + text.length, 0) / both.length
  // A line of running text rarely ends a sentence, a cell of a table often is one.
  const ended = both.filter(({ cells }) => /[.:;!?]$/.test(cells[0] ?? '')).length
  return middle > 0.42 && middle < 0.62 && letters > 50 && ended < both.length / 2
}

const rightOf = (line: PdfLine): readonly PdfLine[] =>
  line.cells.length === 2 ? [half(line, 1)] : []

const half = (line: PdfLine, index: 0 | 1): PdfLine => {
  if (line.cells.length !== 2) return line
  const text = line.cells[index] ?? ''
  const x = line.starts[index] ?? line.x
  return { ...line, cells: [text], starts: [x], text, x, right: line.ends[index] ?? line.right }
}
