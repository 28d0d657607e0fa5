import {
  Bookmark,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx'
import { estimatePageNumbers } from 'docx/layout'
import type { PrintableDocument } from '../document/model.ts'
import { type DocumentView, type SectionView, viewOf, words } from '../document/view.ts'
import { visibleText } from '../document/visible-text.ts'
import { blockParts, definitionTable, textRuns } from './docx-blocks.ts'
import { withFixedTimes } from './docx-fixed.ts'
import { colors, docxNumbering, docxStyles, page } from './docx-style.ts'

/**
 * The document for Word: real heading styles, a table of contents with page numbers, repeated
 * table headers, document properties. The same document gives the same bytes.
 */
export const renderDocx = async (document: PrintableDocument): Promise<Uint8Array> => {
  const view = viewOf(document, visibleText)
  const title = view.subtitle === undefined ? view.title : `${view.title}: ${view.subtitle}`
  const file = new Document({
    title,
    subject: view.subtitle ?? view.title,
    creator: view.publisher ?? '',
    lastModifiedBy: view.publisher ?? '',
    keywords: `${view.reference}, ${words.version} ${view.version}`,
    styles: docxStyles(view.language),
    numbering: docxNumbering,
    ...(isCostly(view) ? {} : { pageNumbers: estimatePageNumbers }),
    sections: [
      {
        properties: { page: page.properties, titlePage: true },
        headers: {
          default: headerOf(title, view),
          first: new Header({ children: [new Paragraph({ children: [] })] }),
        },
        footers: { default: footerOf(view), first: footerOf(view) },
        children: [...frontPage(view), ...body(view)],
      },
    ],
  })
  return withFixedTimes(await Packer.toBuffer(file), view.day)
}

const frontPage = (view: DocumentView): readonly FileChild[] => [
  ...(view.publisher === undefined
    ? []
    : [new Paragraph({ style: 'Publisher', children: textRuns(view.publisher) })]),
  new Paragraph({ heading: HeadingLevel.TITLE, children: textRuns(view.title) }),
  ...(view.subtitle === undefined
    ? []
    : [new Paragraph({ style: 'Subtitle', children: textRuns(view.subtitle) })]),
  definitionTable(
    view.facts.map((fact) => ({
      term: fact.term,
      definition: [{ kind: 'text', text: fact.value }],
    })),
  ),
  ...gapsBox(view),
  new Paragraph({ style: 'ContentsTitle', children: textRuns(words.contents) }),
  new TableOfContents(words.contents, {
    hyperlink: true,
    // Clean, or Word asks each reader whether it may update fields.
    beginDirty: false,
    headingStyleRange: '1-2',
  }),
]

// The pages of a contents list are found by laying out the whole document: some 40 ms a page, and
// a millisecond for each letter of a word that must be broken. A long document goes without: Word
// fills the numbers in when asked to update the list.
const isCostly = (view: DocumentView): boolean => {
  const said = JSON.stringify(view.sections.map((section) => section.blocks))
  if (said.length > 600_000) return true
  let broken = 0
  for (const [word] of said.matchAll(/[^\s"]{25,}/g)) broken += word.length
  return broken > 1_000
}

const gapsBox = ({ gaps }: DocumentView): readonly FileChild[] => {
  if (gaps.length === 0) return []
  return [
    new Paragraph({
      style: 'Missing',
      keepNext: true,
      children: [new TextRun({ text: words.draft, bold: true, color: colors.red })],
    }),
    new Paragraph({ style: 'Missing', children: textRuns(words.gaps(gaps.length)) }),
    ...gaps.map(
      (gap) =>
        new Paragraph({
          style: 'Missing',
          children: [
            new InternalHyperlink({
              anchor: anchor(gap.section),
              children: [new TextRun({ text: `•  ${gap.place}`, style: 'Hyperlink' })],
            }),
          ],
        }),
    ),
  ]
}

const body = (view: DocumentView): readonly FileChild[] =>
  view.sections.flatMap((section, index) => [
    headingOf(section, index === 0 && view.sections.length > 3),
    ...section.blocks.flatMap((block, place) => blockParts(block, index * 10_000 + place + 1)),
  ])

const headingOf = (section: SectionView, pageBreakBefore: boolean): Paragraph =>
  new Paragraph({
    pageBreakBefore,
    heading: section.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    children: [
      new Bookmark({
        id: anchor(section.id),
        children: [
          new TextRun({ text: `${section.number}  `, color: colors.soft, bold: false }),
          ...textRuns(section.title),
        ],
      }),
    ],
  })

// Word allows 40 characters of letters, digits and underscores in the name of a bookmark.
const anchor = (id: string): string => `s_${id.replaceAll('-', '_')}`.slice(0, 40)

const headerOf = (title: string, view: DocumentView): Header =>
  new Header({
    children: [
      new Paragraph({
        style: 'Header',
        tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 4, color: colors.line } },
        children: [
          new TextRun({ text: short(title, 80) }),
          new TextRun({ text: `\t${short(`${view.reference} · ${view.version}`, 40)}` }),
        ],
      }),
    ],
  })

const footerOf = (view: DocumentView): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth }],
        children: [
          new TextRun({ text: short(view.publisher ?? '', 70) }),
          new TextRun({
            children: [
              `\t${words.page} `,
              PageNumber.CURRENT,
              ` ${words.of} `,
              PageNumber.TOTAL_PAGES,
            ],
          }),
        ],
      }),
    ],
  })

const short = (text: string, length: number): string => {
  const characters = [...text.replaceAll('\n', ' ')]
  return characters.length <= length
    ? characters.join('')
    : `${characters.slice(0, length - 1).join('')}…`
}
