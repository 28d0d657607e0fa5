import { joinLines, type Vocabulary, vocabularyOf } from './hyphens.ts'
import { edgesOf, type PageEdges } from './pdf-edges.ts'
import type { PdfLine } from './pdf-lines.ts'
import { listMark } from './pdf-lines.ts'

/** Lines that belong together: a paragraph, a list item, a heading, or one row of a table. */
export interface PdfBlock {
  readonly kind: 'text' | 'list-item' | 'table-row'
  readonly lines: readonly PdfLine[]
  readonly text: string
}

/** What the whole document is set in: tells headings from text, and paragraphs from lines. */
export interface PdfStyle {
  readonly size: number
  readonly font: string
  /** Usual distance of baselines, in sizes. */
  readonly leading: number
}

/** The style most characters are set in. */
export const styleOf = (lines: readonly PdfLine[]): PdfStyle => {
  const sizes = new Map<number, number>()
  const fonts = new Map<string, number>()
  const leadings = new Map<number, number>()
  let above: PdfLine | undefined
  for (const line of lines) {
    count(sizes, Math.round(line.size * 2) / 2, line.text.length)
    if (line.font !== '') count(fonts, line.font, line.text.length)
    if (above !== undefined && above.page === line.page && above.y > line.y) {
      const leading = Math.round(((above.y - line.y) / line.size) * 10) / 10
      if (leading >= 0.9 && leading <= 2.5) count(leadings, leading, 1)
    }
    above = line
  }
  return { size: most(sizes) ?? 10, font: most(fonts) ?? '', leading: most(leadings) ?? 1.2 }
}

const count = <Key>(counts: Map<Key, number>, key: Key, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

const most = <Key>(counts: ReadonlyMap<Key, number>): Key | undefined => {
  let best: Key | undefined
  let bestCount = 0
  for (const [key, value] of counts)
    if (value > bestCount) {
      best = key
      bestCount = value
    }
  return best
}

/** Groups lines to blocks; cells that a file sets one after another are joined to their row. */
export const blocksOf = (lines: readonly PdfLine[], style: PdfStyle): readonly PdfBlock[] => {
  const groups: PdfLine[][] = []
  const edges = edgesOf(lines)
  let right = 0
  for (const line of lines) {
    const open = groups.at(-1)
    const last = open?.at(-1)
    if (open !== undefined && last !== undefined && goesOn(open, last, line, style, right, edges))
      open.push(line)
    else {
      groups.push([line])
      right = 0
    }
    right = Math.max(right, line.right)
  }
  return joinRows(groups, vocabularyOf(lines))
}

const goesOn = (
  open: readonly PdfLine[],
  last: PdfLine,
  line: PdfLine,
  style: PdfStyle,
  right: number,
  edges: PageEdges,
): boolean => {
  if (last.page !== line.page || Math.abs(last.size - line.size) > line.size * 0.1) return false
  const drop = (last.y - line.y) / line.size
  if (line.cells.length > 1 || drop <= 0 || drop > style.leading * 1.25) return false
  const [head] = open
  // In a row only a cell beside the first goes on in the next line: below the first, a new row begins.
  if (head !== undefined && head.cells.length > 1) return columnOf(head, line) > 0
  if (startsItem(line.text) || edges.brokeOff(last, line)) return false
  // A line set in another font than the one above, which ended early, starts something new.
  const short =
    last.right < right - (right - last.x) * 0.12 || last.right - last.x < 30 * style.size
  if (last.font !== '' && line.font !== '' && last.font !== line.font && short) return false
  const ended = /[.:!?]["”’)]?$/.test(last.text) && last.right < right - (right - last.x) * 0.2
  return !(
    (ended || (last.text.endsWith(':') && line.text.endsWith(':'))) &&
    /^\p{Lu}/u.test(line.text)
  )
}

/** Blocks set side by side from the same baseline are the cells of one row. */
const joinRows = (
  groups: readonly (readonly PdfLine[])[],
  words: Vocabulary,
): readonly PdfBlock[] => {
  const blocks: PdfBlock[] = []
  let row: (readonly PdfLine[])[] = []
  const close = (): void => {
    if (row.length > 0) blocks.push(blockOf(row, words))
    row = []
  }
  for (const group of groups) {
    const [head] = group
    const [first] = row[0] ?? []
    const previous = row.at(-1)
    const beside =
      head !== undefined &&
      first !== undefined &&
      previous !== undefined &&
      head.page === first.page &&
      Math.abs(head.y - first.y) < head.size * 0.4 &&
      head.x > Math.min(...previous.map((line) => line.x)) + head.size &&
      group.length <= 12 &&
      previous.length <= 12
    if (!beside) close()
    row.push(group)
  }
  close()
  return blocks
}

/** The cell of `row` that `line` stands below; -1 where none begins there. */
const columnOf = (row: PdfLine, line: PdfLine): number =>
  row.starts.findIndex((start) => Math.abs(start - line.x) < line.size * 0.7)

const blockOf = (groups: readonly (readonly PdfLine[])[], words: Vocabulary): PdfBlock => {
  const lines = groups.flat()
  const cells = groups.flatMap(cellsOf)
  const text = cells.map((cell) => joinLines(cell, words)).join('\t')
  if (cells.length > 1) return { kind: 'table-row', lines, text }
  return { kind: startsItem(text) ? 'list-item' : 'text', lines, text }
}

const cellsOf = (group: readonly PdfLine[]): readonly (readonly string[])[] => {
  const [head, ...below] = group
  if (head === undefined || head.cells.length === 1) return [group.map((line) => line.text)]
  return head.cells.map((cell, index) => [
    cell,
    ...below.filter((line) => columnOf(head, line) === index).map((line) => line.text),
  ])
}

const startsItem = (text: string): boolean => {
  const space = text.indexOf(' ')
  return space > 0 && space <= 6 && listMark.test(text.slice(0, space))
}
