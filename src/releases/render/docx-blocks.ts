import {
  BorderStyle,
  ExternalHyperlink,
  type FileChild,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Block, Inline } from '../document/model.ts'
import { words } from '../document/view.ts'
import { colors, page } from './docx-style.ts'

/** A block in Word's terms. `instance` keeps the numbers of ordered lists apart. */
export const blockParts = (block: Block, instance: number): readonly FileChild[] => {
  switch (block.kind) {
    case 'paragraph':
      return [new Paragraph({ children: runs(block.content) })]
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            style: 'ListParagraph',
            numbering: { reference: block.ordered ? 'steps' : 'bullets', level: 0, instance },
            children: runs(item),
          }),
      )
    case 'table':
      return tableParts(block)
    case 'definitions':
      return [definitionTable(block.entries), afterTable()]
    case 'note':
      return [
        new Paragraph({
          style: block.tone === 'warning' ? 'Warning' : 'Note',
          children: [label(words[block.tone], colors.ink), ...runs(block.content)],
        }),
      ]
    case 'missing':
      return [
        afterTable(),
        new Paragraph({
          style: 'Missing',
          keepNext: true,
          children: [label(words.missing, colors.red), ...textRuns(block.what)],
        }),
        new Paragraph({
          style: 'Missing',
          children: textRuns(`${words.suppliedBy}: ${block.suppliedBy}`),
        }),
        afterTable(),
      ]
    case 'signature':
      return [
        definitionTable(
          [
            { term: words.signed, definition: [{ kind: 'strong', text: block.name }] },
            { term: words.meaning, definition: [{ kind: 'text', text: block.meaning }] },
            { term: words.time, definition: [{ kind: 'text', text: block.time }] },
          ],
          true,
        ),
        afterTable(),
      ]
    default:
      return block satisfies never
  }
}

/** Terms beside their definitions; `ruled` draws the line above a signature. */
export const definitionTable = (
  entries: readonly { readonly term: string; readonly definition: readonly Inline[] }[],
  ruled = false,
): Table => {
  const widths = [Math.round(page.textWidth * 0.27), Math.round(page.textWidth * 0.73)] as const
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: page.textWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: { ...noBorders, ...(ruled ? { top: border(colors.ink, 6) } : {}) },
    rows: entries.map(
      (entry) =>
        new TableRow({
          cantSplit: ruled,
          children: [
            cell(widths[0], [
              new Paragraph({
                style: 'Term',
                children: textRuns(entry.term, { color: colors.soft }),
              }),
            ]),
            cell(widths[1], [new Paragraph({ style: 'Term', children: runs(entry.definition) })]),
          ],
        }),
    ),
  })
}

const tableParts = (block: Extract<Block, { readonly kind: 'table' }>): readonly FileChild[] => {
  const whole = block.weights.reduce((sum, weight) => sum + weight, 0)
  const widths = block.weights.map((weight) => Math.round((weight / whole) * page.textWidth))
  const widthOf = (column: number): number => widths[column] ?? 0
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.header.map((title, column) =>
      cell(
        widthOf(column),
        [new Paragraph({ style: 'Cell', children: textRuns(title, { bold: true }) })],
        'EAF0F6',
      ),
    ),
  })
  const rows = block.rows.map(
    (row) =>
      new TableRow({
        children: row.map((content, column) =>
          cell(widthOf(column), [new Paragraph({ style: 'Cell', children: runs(content) })]),
        ),
      }),
  )
  return [
    new Paragraph({ style: 'Caption', children: textRuns(block.caption) }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: page.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      borders: {
        ...noBorders,
        top: border(colors.blue, 6),
        bottom: border(colors.line, 4),
        insideHorizontal: border(colors.line, 4),
      },
      rows: [head, ...rows],
    }),
    afterTable(),
  ]
}

const cell = (width: number, children: readonly Paragraph[], fill?: string): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    ...(fill === undefined ? {} : { shading: { fill } }),
    children: [...children],
  })

// Word joins tables that touch, and glues a box to one that follows.
const afterTable = (): Paragraph => new Paragraph({ style: 'AfterTable', children: [] })

const border = (color: string, size: number) => ({ style: BorderStyle.SINGLE, size, color })
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
} as const

const label = (text: string, color: string): TextRun =>
  new TextRun({ text: `${text}  `, bold: true, color })

const runs = (content: readonly Inline[]): ParagraphChild[] =>
  content.flatMap((inline): readonly ParagraphChild[] => {
    switch (inline.kind) {
      case 'text':
        return textRuns(inline.text)
      case 'strong':
        return textRuns(inline.text, { bold: true })
      case 'code':
        return textRuns(inline.text, { style: 'Code' })
      case 'link':
        return [
          new ExternalHyperlink({
            link: inline.href,
            children: textRuns(inline.text, { style: 'Hyperlink' }),
          }),
        ]
      default:
        return inline satisfies never
    }
  })

interface RunStyle {
  readonly bold?: boolean
  readonly color?: string
  readonly style?: string
}

/** One run for each line of the text. */
export const textRuns = (text: string, style: RunStyle = {}): TextRun[] =>
  text
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...style, ...(index > 0 ? { break: 1 } : {}) }))
