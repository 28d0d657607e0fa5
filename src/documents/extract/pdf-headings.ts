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
  for (const index of besideTitle(blocks, [...found])) found.delete(index)
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

/**
 * On a title page only the title is a heading: the first line of the largest size. Who made it, its
 * version and address are set large as well, and head nothing.
 */
const besideTitle = (
  blocks: readonly PdfBlock[],
  found: readonly (readonly [index: number, heading: { readonly size: number }])[],
): readonly number[] => {
  const pageOf = (block: PdfBlock | undefined): number => block?.lines[0]?.page ?? 1
  const first = blocks.filter((block) => pageOf(block) === 1)
  if (pageOf(blocks.at(-1)) < 3 || first.some(({ text }) => text.length > 120)) return []
  const there = found.filter(([index]) => pageOf(blocks[index]) === 1)
  const largest = Math.max(...there.map(([, { size }]) => size))
  const title = there.find(([, { size }]) => size === largest)
  return there.filter((one) => one !== title).map(([index]) => index)
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
