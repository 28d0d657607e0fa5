import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { fold } from './fold.ts'
import { PassageList } from './passage-list.ts'
import { blocksOf, styleOf } from './pdf-blocks.ts'
import { headingLevels } from './pdf-headings.ts'
import { linesOf, type PdfItem, type PdfLine } from './pdf-lines.ts'
import { withoutRunningLines } from './pdf-margins.ts'
import { unread } from './unread.ts'

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

interface ReadPage {
  readonly height: number
  readonly lines: readonly PdfLine[]
}

/**
 * Reads a PDF's text by position: lines to paragraphs, rows and headings, each with its page. A
 * file without text says that it needs OCR; one that is encrypted or cut short says so.
 */
export const readPdf = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  let pdf: PdfDocument
  try {
    // A copy: pdf.js takes ownership of what it is given, and refuses Node's own kind of bytes.
    pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  } catch (error) {
    return unread('pdf', openingProblem(error))
  }
  const list = new PassageList()
  if (!endsProperly(bytes)) list.note('the file is cut short: what follows is missing')
  try {
    const { pages, pictures } = await readPages(pdf, list)
    const lines = withoutRunningLines(pages)
    const style = styleOf(lines)
    const blocks = blocksOf(lines, style)
    const levels = headingLevels(blocks, style, await outlineOf(pdf))
    blocks.forEach((block, index) => {
      const place = { page: block.lines[0]?.page ?? 1 }
      const level = levels.get(index)
      if (level !== undefined) list.heading(level, fold(block.text), place)
      else list.add(block.kind === 'text' ? 'paragraph' : block.kind, block.text, place)
    })
    if (pictures.length > 0 && list.passages.length > 0)
      list.note(`no text on page ${pictures.slice(0, 20).join(', ')}: needs OCR`)
    return list.finish('pdf', 'no text: needs OCR', await titleOf(pdf))
  } finally {
    await pdf.cleanup()
  }
}

const readPages = async (
  pdf: PdfDocument,
  list: PassageList,
): Promise<{ pages: readonly ReadPage[]; pictures: readonly number[] }> => {
  const pages: ReadPage[] = []
  const pictures: number[] = []
  let characters = 0
  if (pdf.numPages > limits.document.pages)
    list.note(`only its first ${limits.document.pages} pages were read`)
  for (let number = 1; number <= Math.min(pdf.numPages, limits.document.pages); number++) {
    try {
      const page = await pdf.getPage(number)
      const lines = linesOf(await itemsOf(page), number)
      characters += lines.reduce((sum, line) => sum + line.text.length, 0)
      pages.push({ height: (page.view[3] ?? 0) - (page.view[1] ?? 0), lines })
      if (lines.length === 0 && (await paintsPicture(page))) pictures.push(number)
      page.cleanup()
    } catch (error) {
      // One damaged page does not lose the others.
      list.note(`page ${number} is damaged (${error instanceof Error ? error.name : 'unknown'})`)
    }
    if (characters > limits.document.characters) {
      list.note(`only its first ${number} pages were read: it is too long`)
      break
    }
  }
  return { pages, pictures }
}

const itemsOf = async (page: PdfPage): Promise<readonly PdfItem[]> => {
  const { items } = await page.getTextContent()
  return items.flatMap((item) => ('str' in item ? [item] : []))
}

const paintsPicture = async (page: PdfPage): Promise<boolean> => {
  const { OPS } = await getResolvedPDFJS()
  const pictureOperators: ReadonlySet<number> = new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
  ])
  const { fnArray } = await page.getOperatorList()
  return fnArray.some((operator) => pictureOperators.has(operator))
}

/** Titles of the outline (ISO 32000-1, 12.3.3) by their depth from 1. */
const outlineOf = async (pdf: PdfDocument): Promise<ReadonlyMap<string, number>> => {
  const depths = new Map<string, number>()
  let level = (await pdf.getOutline()) ?? []
  for (let depth = 1; depth <= 6 && level.length > 0; depth++) {
    for (const entry of level.slice(0, limits.list.items * 10)) {
      const title = fold(entry.title)
      if (!depths.has(title)) depths.set(title, depth)
    }
    level = level.flatMap((entry) => entry.items)
  }
  return depths
}

const titleOf = async (pdf: PdfDocument): Promise<string | undefined> => {
  const { info } = await pdf.getMetadata()
  const title = 'Title' in info && typeof info.Title === 'string' ? fold(info.Title) : ''
  return title === '' ? undefined : title
}

const openingProblem = (error: unknown): string => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return 'encrypted: needs a password'
  const message = error instanceof Error ? error.message : String(error)
  return `damaged or cut short: ${message}`.slice(0, limits.text.line)
}

/** The end mark stands in the last 1024 bytes of every whole file (ISO 32000-1, 7.5.5). */
const endsProperly = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2_048).includes('%%EOF')
