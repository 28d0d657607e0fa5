import { limits } from '../../kernel/limits.ts'

// How texts of records become texts of documents.

/** Characters of what stands in a heading of the documents. */
export const short = 120

/** The text as far as it fits; undefined where it has no word, for a dash is not an answer. */
export const said = (
  text: string | undefined,
  longest: number = limits.text.paragraph,
): string | undefined => {
  if (text === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined
  const trimmed = text.trim()
  return trimmed.length <= longest
    ? trimmed
    : `${trimmed
        .slice(0, longest - 2)
        .toWellFormed()
        .trimEnd()} …`
}

/** For what a document cannot do without. */
export const needed = (text: string | undefined, longest?: number): string =>
  said(text, longest) ?? 'Nothing is recorded'

/** The paragraphs of a longer text; undefined where none of them has a word. */
export const paragraphs = (text: string) => {
  const parts = text
    .split(/\n\s*\n/)
    .filter((part) => said(part) !== undefined)
    .flatMap(inPieces)
    .slice(0, limits.list.items)
  return parts.length === 0 ? undefined : { paragraphs: parts }
}

/** What is longer than a paragraph may be goes on in the next one. */
const inPieces = (text: string): readonly string[] => {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > limits.text.paragraph) {
    const space = rest.lastIndexOf(' ', limits.text.paragraph)
    const end = space > 0 ? space : limits.text.paragraph
    pieces.push(rest.slice(0, end).toWellFormed())
    rest = rest.slice(end).trimStart()
  }
  return [...pieces, rest.toWellFormed()].filter((piece) => said(piece) !== undefined)
}

/** A text without a word is no record: it goes, so that the gap shows. */
export const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .filter(([, item]) => typeof item !== 'string' || said(item) !== undefined)
      .map(([name, item]) => [name, withoutEmpty(item)]),
  )
}
