import { type getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { limits } from '../../kernel/limits.ts'
import type { PassageList } from './passage-list.ts'
import { inColumns } from './pdf-columns.ts'
import { type PagePictures, picturesOf } from './pdf-drawings.ts'
import { linesOf, type PdfItem, type PdfLine } from './pdf-lines.ts'

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

/** A page as it is shown, in points; what could not be analysed is undefined. */
export interface ReadPage {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly lines: readonly PdfLine[]
  readonly pictures: PagePictures | undefined
  /** It has letters, and none of them mean anything: its fonts do not say which they are. */
  readonly garbled: boolean
}

/** Reads page by page to the bounds; a damaged page and a bound that was met are noted in `list`. */
export const readPages = async (
  pdf: PdfDocument,
  list: PassageList,
): Promise<readonly ReadPage[]> => {
  const pages: ReadPage[] = []
  let characters = 0
  if (pdf.numPages > limits.document.pages)
    list.note(`only its first ${limits.document.pages} pages were read`)
  for (let number = 1; number <= Math.min(pdf.numPages, limits.document.pages); number++) {
    try {
      const page = await readPage(pdf, number)
      pages.push(page)
      characters += page.lines.reduce((sum, line) => sum + line.text.length, 0)
    } catch (error) {
      // One damaged page does not lose the others.
      list.note(`page ${number} is damaged (${error instanceof Error ? error.name : 'unknown'})`)
    }
    if (characters > limits.document.characters) {
      list.note(`only its first ${number} pages were read: it is too long`)
      break
    }
  }
  return pages
}

const readPage = async (pdf: PdfDocument, number: number): Promise<ReadPage> => {
  const page = await pdf.getPage(number)
  try {
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const lines = inColumns(linesOf(await itemsOf(page, transform, height), number))
    const pictures = await picturesOn(page, transform, { width, height })
    const garbled = isGarbled(lines)
    return { number, width, height, lines: garbled ? [] : lines, pictures, garbled }
  } finally {
    page.cleanup()
  }
}

/** The runs of text where the page shows them: turned pages are turned first. */
const itemsOf = async (
  page: PdfPage,
  base: readonly number[],
  height: number,
): Promise<readonly PdfItem[]> => {
  const { items } = await page.getTextContent()
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = base
  const shown: PdfItem[] = []
  for (const item of items) {
    if (!('str' in item)) continue
    const [ta = 0, tb = 0, tc = 0, td = 0, te = 0, tf = 0] = item.transform
    const { str, width, fontName } = item
    shown.push({
      str,
      width,
      fontName,
      transform: [
        a * ta + c * tb,
        -(b * ta + d * tb),
        a * tc + c * td,
        -(b * tc + d * td),
        a * te + c * tf + e,
        height - (b * te + d * tf + f),
      ],
    })
  }
  return shown
}

const picturesOn = async (
  page: PdfPage,
  base: readonly number[],
  size: { readonly width: number; readonly height: number },
): Promise<PagePictures | undefined> => {
  const { OPS } = await getResolvedPDFJS()
  try {
    return picturesOf(await page.getOperatorList(), OPS, base, size)
  } catch (error) {
    // Its text was read; what it draws is then unknown, which `undefined` says.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Letters that stand for nothing: private use, controls, replacements. */
const isGarbled = (lines: readonly PdfLine[]): boolean => {
  let all = 0
  let lost = 0
  for (const { text } of lines)
    for (const character of text) {
      if (/\s/.test(character)) continue
      all++
      if (/[\p{Co}\p{Cc}\p{Cn}\ufffd]/u.test(character)) lost++
    }
  return all > 20 && lost > all / 2
}
