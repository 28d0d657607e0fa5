import {
  type Block,
  type Inline,
  isSafeHref,
  missingSections,
  type PrintableDocument,
  type Subsection,
} from './model.ts'

/** A document made ready for any renderer: numbered, its dates in words, its text printable. */
export interface DocumentView {
  readonly title: string
  readonly subtitle?: string
  readonly publisher?: string
  readonly reference: string
  readonly version: string
  /** `2026-11-21`: what file properties are set from. */
  readonly day: string
  readonly language: string
  /** Reference, version and date, as printed under the title. */
  readonly facts: readonly { readonly term: string; readonly value: string }[]
  readonly sections: readonly SectionView[]
  /** What stops the document from being released; none where it is whole. */
  readonly gaps: readonly {
    readonly section: string
    readonly place: string
    readonly what: string
  }[]
}

export interface SectionView {
  readonly id: string
  /** `3` or `3.1`. */
  readonly number: string
  readonly level: 1 | 2
  readonly title: string
  readonly constraints: readonly string[]
  readonly blocks: readonly Block[]
}

/**
 * Passes every text of the document through `show` and lays sections and subsections in one
 * numbered row. A link whose address could run a script becomes plain text.
 */
export const viewOf = (
  document: PrintableDocument,
  show: (text: string) => string,
): DocumentView => {
  const sections = document.sections.flatMap((section, index): readonly SectionView[] => [
    sectionView(section, `${index + 1}`, 1, show),
    ...section.sections.map((sub, place) => sectionView(sub, `${index + 1}.${place + 1}`, 2, show)),
  ])
  const places = new Map(sections.map((one) => [one.id, `${one.number} ${one.title}`]))
  return {
    title: show(document.title),
    ...(document.subtitle === undefined ? {} : { subtitle: show(document.subtitle) }),
    ...(document.publisher === undefined ? {} : { publisher: show(document.publisher) }),
    reference: show(document.reference),
    version: show(document.version),
    day: document.date.slice(0, 10),
    language: document.language,
    facts: [
      { term: words.document, value: show(document.reference) },
      { term: words.version, value: show(document.version) },
      { term: words.date, value: dateInWords(document.date) },
    ],
    sections,
    gaps: missingSections(document).map((gap) => ({
      section: gap.section,
      place: places.get(gap.section) ?? gap.section,
      what: show(gap.what),
    })),
  }
}

/** The words that are ours and not the document's. */
export const words = {
  document: 'Document',
  version: 'Version',
  date: 'Date',
  contents: 'Contents',
  note: 'Note',
  warning: 'Warning',
  missing: 'MISSING',
  suppliedBy: 'To be supplied by',
  signed: 'Signed by',
  meaning: 'Meaning',
  time: 'Date and time',
  page: 'Page',
  of: 'of',
  draft: 'Draft: not for release',
  gaps: (count: number): string =>
    count === 1
      ? 'One part of this document is missing:'
      : `${count} parts of this document are missing:`,
} as const

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `2026-11-21` as `21 November 2026`; a moment as `21 November 2026, 14:05 UTC`. */
export const dateInWords = (iso: string): string => {
  const [year, month, day] = iso.slice(0, 10).split('-')
  const name = months[Number(month) - 1]
  if (year === undefined || name === undefined || day === undefined)
    throw new Error(`Not a date: ${iso.slice(0, 40)}`)
  const words = `${Number(day)} ${name} ${year}`
  return iso.length > 10 ? `${words}, ${iso.slice(11, 16)} UTC` : words
}

const sectionView = (
  section: Subsection,
  number: string,
  level: 1 | 2,
  show: (text: string) => string,
): SectionView => ({
  id: section.id,
  number,
  level,
  title: show(section.title),
  constraints: section.constraints,
  blocks: section.blocks.map((block) => blockView(block, show)),
})

const blockView = (block: Block, show: (text: string) => string): Block => {
  const all = (content: readonly Inline[]): readonly Inline[] =>
    content.map((inline) => inlineView(inline, show))
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return { ...block, content: all(block.content) }
    case 'list':
      return { ...block, items: block.items.map(all) }
    case 'table':
      return {
        ...block,
        caption: show(block.caption),
        header: block.header.map(show),
        rows: block.rows.map((row) => row.map(all)),
      }
    case 'definitions':
      return {
        ...block,
        entries: block.entries.map((entry) => ({
          term: show(entry.term),
          definition: all(entry.definition),
        })),
      }
    case 'missing':
      return { ...block, what: show(block.what), suppliedBy: show(block.suppliedBy) }
    case 'signature':
      return {
        ...block,
        name: show(block.name),
        meaning: show(block.meaning),
        time: dateInWords(block.time),
      }
    default:
      return block satisfies never
  }
}

const inlineView = (inline: Inline, show: (text: string) => string): Inline => {
  if (inline.kind === 'link' && !isSafeHref(inline.href))
    return { kind: 'text', text: show(inline.text) }
  return { ...inline, text: show(inline.text) }
}
