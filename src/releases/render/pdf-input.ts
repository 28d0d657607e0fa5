import type { Block, Inline, PrintableDocument } from '../document/model.ts'
import { type SectionView, viewOf, words } from '../document/view.ts'
import { visibleText } from '../document/visible-text.ts'
import { breakable } from './line-breaks.ts'

/**
 * The document as the JSON text that `template.typ` reads: numbered, and every text cut where a
 * line may break. `drawn` replaces what the fonts cannot draw; where it did, the page says so.
 */
export const pdfInput = (document: PrintableDocument, drawn: (text: string) => string): string => {
  let substituted = false
  const show = (text: string): string => {
    const visible = visibleText(text)
    const result = drawn(visible)
    if (result !== visible.normalize('NFC') && result !== visible) substituted = true
    return result
  }
  const view = viewOf(document, show)
  const [year, month, day] = view.day.split('-').map(Number)
  const [lang = 'en', ...subtags] = view.language.split('-')
  const region = subtags.find((tag) => /^[A-Za-z]{2}$/.test(tag))
  return JSON.stringify({
    words: { ...words, gaps: words.gaps(view.gaps.length) },
    view: {
      title: view.title,
      'title-pieces': breakable(view.title),
      'short-title': short(
        view.subtitle === undefined ? view.title : `${view.title}: ${view.subtitle}`,
        90,
      ),
      'short-reference': short(`${view.reference} · ${view.version}`, 40),
      ...(view.subtitle === undefined
        ? {}
        : { subtitle: view.subtitle, 'subtitle-pieces': breakable(view.subtitle) }),
      ...(view.publisher === undefined
        ? {}
        : { publisher: short(view.publisher, 120), 'short-publisher': short(view.publisher, 70) }),
      reference: view.reference,
      version: view.version,
      date: { year, month, day },
      lang,
      ...(region === undefined ? {} : { region: region.toUpperCase() }),
      facts: view.facts.map((fact) => ({
        term: [fact.term],
        definition: [{ kind: 'text', pieces: breakable(fact.value) }],
      })),
      gaps: view.gaps.map((gap) => ({ place: short(gap.place, 120), target: target(gap.section) })),
      'new-page': view.sections.length > 3,
      sections: view.sections.map(sectionInput),
    },
    ...(substituted ? { substituted: substitutedNote } : {}),
  })
}

const substitutedNote =
  'Characters that the fonts of this file do not have are shown by their Unicode numbers, as in ' +
  '[U+1F600]. The HTML and Word forms of this document hold the characters themselves.'

const target = (section: string): string => `section-${section}`

const short = (text: string, length: number): string => {
  const characters = [...text.replaceAll('\n', ' ')]
  return characters.length <= length
    ? characters.join('')
    : `${characters.slice(0, length - 1).join('')}…`
}

const sectionInput = (section: SectionView) => ({
  target: target(section.id),
  number: section.number,
  level: section.level,
  title: breakable(section.title),
  blocks: section.blocks.map((block, index) => ({
    ...blockInput(block),
    // A sentence stays on the page of the table or list that it opens.
    leads: ['table', 'list'].includes(section.blocks[index + 1]?.kind ?? ''),
  })),
})

const blockInput = (block: Block) => {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, content: block.content.map(inlineInput) }
    case 'note':
      return {
        ...block,
        whole: isShort(block.content),
        content: block.content.map(inlineInput),
      }
    case 'list':
      return { ...block, items: block.items.map((item) => ({ content: item.map(inlineInput) })) }
    case 'table':
      return {
        ...block,
        whole: isSmall(block),
        caption: breakable(block.caption),
        header: block.header.map(breakable),
        rows: block.rows.map((row) => row.map((cell) => ({ content: cell.map(inlineInput) }))),
      }
    case 'definitions':
      return {
        ...block,
        entries: block.entries.map((entry) => ({
          term: breakable(entry.term),
          definition: entry.definition.map(inlineInput),
        })),
      }
    case 'missing':
      return {
        ...block,
        whole: isShort([{ kind: 'text', text: block.what }]),
        what: breakable(block.what),
        suppliedBy: breakable(`${words.suppliedBy}: ${block.suppliedBy}`),
      }
    case 'signature':
      return {
        ...block,
        name: breakable(block.name),
        meaning: breakable(block.meaning),
        time: breakable(block.time),
      }
    default:
      return block satisfies never
  }
}

// What is kept whole must surely fit one page: few letters and few line ends.
const isShort = (content: readonly Inline[]): boolean =>
  content.reduce(
    (sum, { text }) => sum + 20 + text.length + 60 * (text.split('\n').length - 1),
    0,
  ) <= 1_500

const isSmall = ({ rows }: Extract<Block, { readonly kind: 'table' }>): boolean =>
  rows.length <= 20 && isShort(rows.flat(2))

const inlineInput = (inline: Inline) => ({
  kind: inline.kind,
  pieces: breakable(inline.text),
  ...(inline.kind === 'link' ? { href: inline.href } : {}),
})
