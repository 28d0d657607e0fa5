import MarkdownIt from 'markdown-it'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { boundedText } from './bounded-text.ts'
import { fold } from './fold.ts'
import { withoutFrontMatter } from './front-matter.ts'
import { addHtml } from './html.ts'
import { PassageList } from './passage-list.ts'
import { picturesIn } from './pictures.ts'

/**
 * Reads Markdown (CommonMark with tables) block by block. A passage is the source text of its
 * block, markup and all, so that a quote of it is found in the file; link definitions and HTML
 * comments, which no reader sees, are left out. Front matter gives the title.
 */
export const readMarkdown = (text: string): ExtractedDocument => {
  const list = new PassageList()
  const { body, title } = withoutFrontMatter(boundedText(text, list))
  if (title !== undefined) list.heading(1, title.text, { line: title.line })
  addBlocks(list, body)
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('markdown', 'no text: the file holds no readable block', first?.text)
}

const addBlocks = (list: PassageList, body: string): void => {
  const lines = body.split('\n')
  let heading: number | undefined
  let quotes = 0
  let items = 0
  for (const token of blockParser().parse(body, {})) {
    if (list.full) return
    const line = (token.map?.[0] ?? 0) + 1
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1))
        break
      case 'heading_close':
        heading = undefined
        break
      case 'blockquote_open':
      case 'blockquote_close':
        quotes += token.nesting
        break
      case 'list_item_open':
      case 'list_item_close':
        items += token.nesting
        break
      case 'tr_open':
        addPictures(list, lines[line - 1] ?? '', line)
        list.add('table-row', fold(lines[line - 1] ?? ''), { line })
        break
      case 'fence':
      case 'code_block':
        list.add('code', fold(token.content), { line })
        break
      case 'html_block':
        addHtml(list, token.content, { firstLine: line })
        break
      case 'inline': {
        // Cells have no map: their row was given in one piece.
        if (token.map === null) break
        const source = fold(quotes > 0 ? quotedSource(lines, token.map) : token.content)
        if (heading !== undefined) list.heading(heading, source, { line })
        else list.add(items > 0 ? 'list-item' : 'paragraph', source, { line })
        addPictures(list, token.content, line)
      }
    }
  }
}

const addPictures = (list: PassageList, source: string, line: number): void => {
  for (const alternative of picturesIn(source)) list.drawing('a picture', { line }, alternative)
}

/** Blocks only: inline parsing would cost time on hostile text and lose the source's markup. */
const blockParser = (): ReturnType<typeof MarkdownIt> => {
  const parser = MarkdownIt({ html: true })
  parser.core.ruler.disable(['inline', 'linkify', 'replacements', 'smartquotes', 'text_join'])
  return parser
}

/** Lines of a block quote keep their inner `>` marks: without them no quote would be verbatim. */
const quotedSource = (lines: readonly string[], [from, to]: readonly [number, number]): string =>
  lines
    .slice(from, to)
    .join('\n')
    .replace(/^[\s>]+/, '')
