import MarkdownIt from 'markdown-it'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { decodeText } from '../extract/decode-text.ts'
import type { SourceFile } from '../extract/formats.ts'
import { withoutFrontMatter } from '../extract/front-matter.ts'
import { readRestructuredText } from '../extract/restructured-text.ts'
import { sniffFormat } from '../extract/sniff.ts'
import { allowedHtml } from './allowed-html.ts'
import { escaped } from './markup.ts'
import { type Allowance, allowance } from './pictures.ts'

/** A document as HTML of a small list of elements, and what of it is not shown. */
export interface DocumentPage {
  readonly html: string
  readonly notes: readonly string[]
}

/**
 * The page of a flowing document, as its reader would see it. Runs where strangers' bytes may be
 * read. Refuses with `page/not-drawn` what has no such page, and with the reason of its container.
 */
export const pageOf = async (file: SourceFile): Promise<DocumentPage | Refusal> => {
  const notes: string[] = []
  const allowed = allowance(notes)
  const format = await sniffFormat(file)
  const html = await htmlOf(file, format, allowed)
  return isRefusal(html) ? html : { html, notes }
}

const htmlOf = async (
  file: SourceFile,
  format: Awaited<ReturnType<typeof sniffFormat>>,
  allowed: Allowance,
): Promise<string | Refusal> => {
  switch (format) {
    case 'docx':
      return (await import('./docx-page.ts')).docxPage(file.bytes, allowed)
    case 'xlsx':
      return (await import('./xlsx-page.ts')).xlsxPage(file.bytes, allowed)
    case 'markdown':
      return ofText(file, (text) =>
        allowedHtml(MarkdownIt({ html: true }).render(withoutFrontMatter(text).body), allowed),
      )
    case 'html':
      return ofText(file, (text) => allowedHtml(text, allowed))
    case 'restructured-text':
      return ofText(file, (text) => allowedHtml(ofPassages(readRestructuredText(text)), allowed))
    case 'plain-text':
      return ofText(file, (text) => allowedHtml(`<pre>${escaped(text)}</pre>`, allowed))
    default:
      return refuse(
        'page/not-drawn',
        `Files of this format (${format}) are not drawn here: download the original to see it.`,
      )
  }
}

const ofText = (file: SourceFile, page: (text: string) => string): string | Refusal => {
  const text = decodeText(file.bytes)?.text
  if (text === undefined)
    return refuse('page/not-drawn', 'The content is binary, not text: download the original.')
  return page(text.slice(0, limits.document.page.characters))
}

/** Block by block, as the reader of statements found them. */
const ofPassages = ({ passages }: ExtractedDocument): string =>
  passages
    .map(({ kind, text, location }) => {
      const words = escaped(text)
      switch (kind) {
        case 'heading':
          return `<h${Math.min(location.headings.length + 1, 6)}>${words}</h${Math.min(location.headings.length + 1, 6)}>`
        case 'code':
          return `<pre>${words}</pre>`
        case 'list-item':
          return `<ul><li>${words}</li></ul>`
        case 'table-row':
          return `<table><tr>${words
            .split('\t')
            .map((cell) => `<td>${cell}</td>`)
            .join('')}</tr></table>`
        case 'caption':
          return `<figure><figcaption>${words}</figcaption></figure>`
        case 'paragraph':
          return `<p>${words}</p>`
        default:
          return kind satisfies never
      }
    })
    .join('\n')
