/** One run of text as the page shows it, in points from the page's lower left corner. */
export interface PdfItem {
  readonly str: string
  readonly width: number
  readonly fontName: string
  /** Text matrix (ISO 32000-1, 9.4.4): a b c d e f; e and f are the position. */
  readonly transform: readonly number[]
}

/** One line of text: its cells are told apart by wide gaps. */
export interface PdfLine {
  readonly page: number
  readonly cells: readonly string[]
  /** Where each cell begins. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
  /** The font of the whole line; '' where several are mixed. */
  readonly font: string
}

interface OpenLine {
  cells: string[]
  starts: number[]
  ends: number[]
  x: number
  right: number
  y: number
  size: number
  fonts: Set<string>
}

/**
 * Joins the runs of a page to lines, in the order the file sets them (which is reading order for
 * nearly all producers, columns included): a run goes on with the line when it stands on the
 * same baseline to the right of it.
 */
export const linesOf = (items: readonly PdfItem[], page: number): readonly PdfLine[] => {
  const lines: PdfLine[] = []
  let open: OpenLine | undefined
  const close = (): void => {
    if (open !== undefined) lines.push(closed(open, page))
    open = undefined
  }
  for (const item of items) {
    if (item.str === '' || (open === undefined && item.str.trim() === '')) continue
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform
    const size = Math.hypot(a, b) || 1
    if (open !== undefined && !continues(open, x, y, size)) close()
    if (item.str.trim() === '') {
      // A space says nothing about the font; its width is seen as the gap before the next run.
      continue
    }
    if (open === undefined) {
      open = {
        cells: [item.str],
        starts: [x],
        ends: [x + item.width],
        x,
        right: x + item.width,
        y,
        size,
        fonts: new Set([item.fontName]),
      }
      continue
    }
    append(open, item.str, x, size)
    open.right = x + item.width
    open.ends[open.ends.length - 1] = open.right
    open.size = Math.max(open.size, size)
    open.fonts.add(item.fontName)
  }
  close()
  return lines
}

/** Superscripts stand up to half a size off the baseline. */
const continues = (line: OpenLine, x: number, y: number, size: number): boolean =>
  Math.abs(line.y - y) < Math.max(line.size, size) * 0.5 && x > line.right - line.size

/** Wider than 1.8 sizes is a column's gap: justified text stays well below. */
const cellGap = 1.8
const wordGap = 0.12

const append = (line: OpenLine, text: string, x: number, size: number): void => {
  const gap = x - line.right
  const last = line.cells.at(-1) ?? ''
  const afterMark = line.cells.length === 1 && listMark.test(last.trim())
  if (gap > size * cellGap && !afterMark) {
    line.cells.push(text)
    line.starts.push(x)
    line.ends.push(x)
  } else line.cells[line.cells.length - 1] = last + (gap > size * wordGap ? ' ' : '') + text
}

/** A bullet or an enumerator alone. */
export const listMark = /^(?:[-*•‣◦▪■●○·–—\uf000-\uf0ff]|o|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])$/

const closed = (line: OpenLine, page: number): PdfLine => {
  const cells = line.cells.map((cell) => cell.replace(/\s+/g, ' ').trim())
  const [font = ''] = line.fonts.size === 1 ? line.fonts : []
  const { starts, ends, x, right, y, size } = line
  if (isSpacedOut(line, cells)) {
    const text = cells.join(' ')
    return { page, cells: [text], starts: [x], ends: [right], text, x, right, y, size, font }
  }
  return { page, cells, starts, ends, text: cells.join('\t'), x, right, y, size, font }
}

/** Words of a justified line stand equally far apart: cells of a table do not. */
const isSpacedOut = ({ starts, ends, size }: OpenLine, cells: readonly string[]): boolean => {
  if (cells.length < 4 || cells.some((cell) => cell.includes(' '))) return false
  const gaps = starts.slice(1).map((start, index) => start - (ends[index] ?? start))
  return Math.max(...gaps) - Math.min(...gaps) < size * 0.3
}
