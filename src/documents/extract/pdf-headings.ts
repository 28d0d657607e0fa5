import { fold } from './fold.ts'
import type { PdfBlock, PdfStyle } from './pdf-blocks.ts'

const longestHeading = 150

/**
 * Which blocks are headings, by index, and of what level: those the outline names; then those
 * set larger than the text, or alone in another font. Levels follow the outline, else the
 * number before the title, else the order of sizes.
 */
export const headingLevels = (
  blocks: readonly PdfBlock[],
  style: PdfStyle,
  outline: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> => {
  const found = new Map<number, { readonly size: number; readonly level?: number }>()
  const inOutline = (text: string): number | undefined =>
    outline.get(text) ?? outline.get(text.replace(/^[\d.]+\s+/, ''))
  const outlined = blocks.filter(({ text }) => inOutline(fold(text)) !== undefined).length >= 3
  blocks.forEach((block, index) => {
    const text = fold(block.text)
    if (text.length > longestHeading || !/\p{L}{2}/u.test(text)) return
    const size = Math.round((block.lines[0]?.size ?? style.size) * 2) / 2
    const named = inOutline(text)
    if (named !== undefined) found.set(index, { size, level: named })
    else if (looksLikeHeading(block, text, style, outlined)) {
      const level = /^(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s/.exec(text)?.[1]?.split('.').length
      found.set(index, level === undefined ? { size } : { size, level })
    }
  })
  const sizes = [...new Set([...found.values()].map((heading) => heading.size))].sort(
    (a, b) => b - a,
  )
  return new Map(
    [...found].map(([index, { size, level }]) => [
      index,
      level ?? Math.min(6, sizes.indexOf(size) + 1),
    ]),
  )
}

const looksLikeHeading = (
  block: PdfBlock,
  text: string,
  style: PdfStyle,
  outlined: boolean,
): boolean => {
  if (block.kind === 'table-row' || block.lines.length > 3 || /[.;,]$/.test(text)) return false
  const larger = block.lines.every((line) => line.size >= style.size * 1.15)
  if (larger) return !/^[•▪●○‣-]/.test(text)
  // An outline that fits the text names its headings: bold words beside them are none.
  if (outlined) return false
  const [line] = block.lines
  if (line === undefined || block.lines.length > 1 || line.font === '' || line.font === style.font)
    return false
  if (line.size < style.size * 0.95 || text.length > 90) return false
  const numbered = /^\d{1,2}(?:\.\d{1,2}){0,5}\.?\s+\p{Lu}/u.test(text)
  return numbered || (block.kind === 'text' && !/:$/.test(text) && /^\p{Lu}/u.test(text))
}
