import MarkdownIt from 'markdown-it'
import type { PrintableDocument } from '../../releases/index.ts'

type Token = ReturnType<ReturnType<typeof MarkdownIt>['parse']>[number]
type Section = PrintableDocument['sections'][number]
type Block = Section['blocks'][number]
type Inlines = Extract<Block, { kind: 'paragraph' }>['content']

export interface Imprint {
  readonly reference: string
  readonly version: string
  /** A day, `2026-08-01`. */
  readonly date: string
  readonly publisher: string
}

/**
 * Our own Markdown (one title, chapters, paragraphs, lists and tables) as a document that the
 * renderer prints. Throws on what it does not know: the texts are ours.
 */
export const printableOf = (markdown: string, imprint: Imprint): PrintableDocument => {
  const tokens = MarkdownIt().parse(markdown, {})
  let title = ''
  const sections: { id: string; title: string; blocks: Block[] }[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) break
    const end = closing(tokens, at)
    const inside = tokens.slice(at + 1, end)
    if (token.type === 'heading_open') {
      const text = inside[0]?.content ?? ''
      if (token.tag === 'h1') title = text
      else sections.push({ id: `chapter-${sections.length + 1}`, title: text, blocks: [] })
    } else sections.at(-1)?.blocks.push(blockOf(token, inside, sections.at(-1)?.title ?? title))
    at = end
  }
  return {
    title,
    ...imprint,
    language: 'en',
    sections: sections.map((section) => ({ ...section, constraints: [], sections: [] })),
  }
}

/** The place of the token that closes the one at this place. */
const closing = (tokens: readonly Token[], at: number): number => {
  let open = 0
  for (let place = at; place < tokens.length; place++) {
    open += tokens[place]?.nesting ?? 0
    if (open === 0) return place
  }
  return tokens.length
}

const blockOf = (token: Token, inside: readonly Token[], title: string): Block => {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', content: inlinesOf(inside[0]) }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return {
        kind: 'list',
        ordered: token.type === 'ordered_list_open',
        items: inside.filter(({ type }) => type === 'inline').map(inlinesOf),
      }
    case 'table_open':
      return tableOf(inside, title)
    default:
      throw new Error(`The demo's documents have no ${token.type}.`)
  }
}

const tableOf = (inside: readonly Token[], caption: string): Block => {
  const rows: Token[][] = []
  for (const token of inside)
    if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'inline') rows.at(-1)?.push(token)
  const [header = [], ...body] = rows
  return {
    kind: 'table',
    caption,
    header: header.map(({ content }) => content),
    weights: header.map(() => 1),
    rows: body.map((row) => row.map(inlinesOf)),
  }
}

const inlinesOf = (token: Token | undefined): Inlines => [
  { kind: 'text', text: token?.content ?? '' },
]
