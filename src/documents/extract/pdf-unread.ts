import type { ExtractedDocument } from '../../kernel/passage.ts'
import type { PassageList } from './passage-list.ts'
import { gridSide, type PagePictures } from './pdf-drawings.ts'
import type { ReadPage } from './pdf-pages.ts'
import { noText, withoutText } from './recognised.ts'

const fields = gridSide * gridSide
/** Less than this share of a page is an ornament. */
const pictureShare = 0.12
const linesShare = 0.06
const fewestStrokes = 8
/** Letters beside a picture of the whole page: a scan that brings its own text. */
const textOfScan = 300

/**
 * Which pages are to be looked at, and why: pictures over a good part of the page, and drawings of
 * curves and slanted lines. What returns at the same place on page after page is letterhead.
 */
export const drawingsOf = (pages: readonly ReadPage[]): ReadonlyMap<number, string> => {
  const found = new Map<number, string>()
  for (const { number, lines, pictures } of withoutLetterhead(pages)) {
    if (pictures === undefined) continue
    const share = pictures.pictures.size / fields
    const letters = lines.reduce((sum, { text }) => sum + text.length, 0)
    const isScan = share > 0.8 && letters > textOfScan
    if (share >= pictureShare && !isScan)
      found.set(number, `a picture over ${Math.round(share * 100)} % of the page`)
    else if (pictures.strokes >= fewestStrokes && pictures.lines.size / fields >= linesShare)
      found.set(number, 'a drawing of lines and curves')
  }
  return found
}

/**
 * Ends the reading of a PDF, naming the pages that show something and hold no text: `finish` is
 * given the reason for a file that has none at all.
 */
export const needsRecognition = (
  list: PassageList,
  pages: readonly ReadPage[],
  finish: (reason: string) => ExtractedDocument,
): ExtractedDocument => {
  const without = pages.filter(
    ({ lines, pictures, garbled }) => lines.length === 0 && (garbled || showsMore(pictures)),
  )
  if (list.passages.length > 0 && without.length > 0)
    list.note(withoutText(without.map(({ number }) => number)))
  for (const { number, pictures } of pages)
    if (pictures === undefined) list.note(`what page ${number} draws could not be read`)
  const document = finish(noText)
  return without.length === 0
    ? document
    : {
        ...document,
        pagesWithoutText: without.map(({ number, width, height }) => ({
          page: number,
          width,
          height,
        })),
      }
}

const showsMore = (pictures: PagePictures | undefined): boolean =>
  pictures === undefined || pictures.pictures.size > 0 || pictures.strokes >= fewestStrokes

const withoutLetterhead = (pages: readonly ReadPage[]): readonly ReadPage[] => {
  const seen = new Map<string, number>()
  const keys = ({ pictures }: ReadPage): readonly string[] =>
    pictures === undefined
      ? []
      : [
          ...[...pictures.pictures].map((field) => `picture ${field}`),
          ...[...pictures.lines].map((field) => `line ${field}`),
        ]
  for (const page of pages)
    if (page.lines.length > 0) for (const key of keys(page)) seen.set(key, (seen.get(key) ?? 0) + 1)
  const often = Math.max(3, pages.length * 0.6)
  const rare = (kind: string, marks: ReadonlySet<number>): ReadonlySet<number> =>
    new Set([...marks].filter((field) => (seen.get(`${kind} ${field}`) ?? 0) < often))
  return pages.map((page) =>
    page.pictures === undefined
      ? page
      : {
          ...page,
          pictures: {
            pictures: rare('picture', page.pictures.pictures),
            lines: rare('line', page.pictures.lines),
            strokes: page.pictures.strokes,
          },
        },
  )
}
