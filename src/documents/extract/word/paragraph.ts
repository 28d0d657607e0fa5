import type { PassageKind } from '../../../kernel/passage.ts'
import { fold } from '../fold.ts'
import type { WordBlock } from './blocks.ts'
import type { Numbering } from './numbering.ts'
import type { WordStyle } from './styles.ts'

/** What the text of a part is read with. */
export interface WordContext {
  readonly styles: ReadonlyMap<string, WordStyle>
  readonly numbering: Numbering
  /** Blocks of a footnote or an endnote, by `footnote 2`. */
  readonly notes: ReadonlyMap<string, readonly WordBlock[]>
}

/** A paragraph while it is read. */
export interface OpenParagraph {
  text: string
  style: string
  list?: string
  level?: number
  outline?: number
  /** Its end is deleted: the next paragraph goes on with it. */
  markDeleted: boolean
  bold: boolean | undefined
  readonly pictures: string[]
  readonly notes: string[]
  readonly boxes: WordBlock[]
}

/**
 * The paragraph as a block, numbered as Word does; undefined for one that is empty, and for a table
 * of contents, which says again what the headings say. `alone`: it stands in no cell.
 */
export const blockOf = (
  { styles, numbering }: WordContext,
  paragraph: OpenParagraph,
  alone: boolean,
): WordBlock | undefined => {
  const style = styles.get(paragraph.style)
  const text = fold(paragraph.text)
  const { pictures } = paragraph
  if (style !== undefined && /^(?:toc \d|table of figures$)/.test(style.name)) return undefined
  if (text === '') return pictures.length === 0 ? undefined : { kind: 'paragraph', text, pictures }
  const list = paragraph.list ?? style?.numbering
  const label =
    list === undefined || list === '0'
      ? undefined
      : numbering.next(list, paragraph.level ?? style?.level, paragraph.style)
  const counted = label === undefined || label === '' ? {} : { number: label }
  const level = headingLevel(style, paragraph.outline, text)
  if (level !== undefined) return { kind: 'heading', level, ...counted, text, pictures }
  const kind = kindOf(style?.name ?? '', label !== undefined)
  return kind === 'paragraph' && alone && looksLikeHeading(paragraph, text)
    ? { kind: 'heading', level: 6, text, pictures }
    : { kind, ...counted, text, pictures }
}

/** Short and bold from end to end: how many writers make a heading. */
const looksLikeHeading = ({ bold }: OpenParagraph, text: string): boolean =>
  bold === true && text.length <= 100 && !/[.,;!]$/.test(text)

const headingLevel = (
  style: WordStyle | undefined,
  own: number | undefined,
  text: string,
): number | undefined => {
  if (style?.name === 'title') return 1
  if (style?.name === 'subtitle') return 2
  const named = /^heading (\d)/.exec(style?.name ?? '')?.[1]
  if (named !== undefined) return Math.min(6, Number(named))
  const outline = own ?? style?.outline
  return outline !== undefined && outline >= 0 && outline < 9 && text.length <= 200
    ? Math.min(6, outline + 1)
    : undefined
}

const kindOf = (style: string, listed: boolean): PassageKind => {
  if (style === 'caption') return 'caption'
  if (listed || /^list (?:bullet|number)/.test(style)) return 'list-item'
  return /\bcode\b|preformatted/.test(style) ? 'code' : 'paragraph'
}
