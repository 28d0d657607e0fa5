import type { DefaultTreeAdapterTypes } from 'parse5'

/** Stands in a block's text where markup was left out; the parser gives none of it. */
export const seam = '\u0000'

const entities = /&(?:#\d{1,8}|#x[\da-f]{1,8}|[a-z][a-z\d]{1,31});?/gi

/** The text of a node with a seam at both sides of what its file writes as an entity: `&nbsp;`. */
export const seamedText = (
  { value, sourceCodeLocation: place }: DefaultTreeAdapterTypes.TextNode,
  html: string,
): string => {
  if (place === undefined || place === null) return value
  const source = html.slice(place.startOffset, place.endOffset)
  if (!source.includes('&') || source === value) return value
  let text = ''
  let at = 0
  for (const plain of source.split(entities)) {
    const found = plain === '' ? at : value.indexOf(plain, at)
    // Line ends that the parser made alike: nothing is known of the rest.
    if (found < 0) return text + value.slice(at)
    text += found > at ? seam + value.slice(at, found) + seam + plain : plain
    at = found + plain.length
  }
  return at < value.length ? text + seam + value.slice(at) : text
}

interface Seamed {
  readonly text: string
  readonly seams: readonly number[]
}

/** White space folded as `fold` does it, with the offsets of the seams. */
export const foldSeams = (marked: string): Seamed => {
  const seams: number[] = []
  const parts: string[] = []
  let length = 0
  for (const part of marked.split(seam)) {
    if (length > 0 && seams.at(-1) !== length) seams.push(length)
    const folded = part.replace(/\s+/g, ' ')
    const own = length === 0 || parts.at(-1)?.endsWith(' ') ? folded.trimStart() : folded
    if (own === '') continue
    parts.push(own)
    length += own.length
  }
  return { text: parts.join('').trimEnd(), seams }
}

/** The same for the cells of a row, folded as `foldRow` does it. */
export const foldCells = (cells: readonly string[]): Seamed => {
  const folded = cells.map(foldSeams).filter(({ text }) => text !== '')
  const seams: number[] = []
  let from = 0
  for (const cell of folded) {
    if (from > 0) seams.push(from)
    for (const at of cell.seams) seams.push(from + at)
    from += cell.text.length + 1
  }
  return { text: folded.map(({ text }) => text).join('\t'), seams }
}
