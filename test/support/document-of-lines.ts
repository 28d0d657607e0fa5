import type { SearchedDocument } from '../../src/documents/index.ts'
import type { Passage, PassageKind } from '../../src/kernel/passage.ts'

/** A document of lines: "# x" is a heading, "| x" a row, "- x" an item, others paragraphs. */
export const documentOfLines = (path: string, lines: readonly string[]): SearchedDocument => {
  let headings: readonly string[] = []
  const passages = lines.map((line, index): Passage => {
    const kind: PassageKind = line.startsWith('# ')
      ? 'heading'
      : line.startsWith('|')
        ? 'table-row'
        : line.startsWith('- ')
          ? 'list-item'
          : 'paragraph'
    const text = kind === 'heading' ? line.slice(2) : line
    const above = headings
    if (kind === 'heading') headings = [text]
    return {
      index,
      kind,
      text,
      location: { line: index + 1, headings: kind === 'heading' ? [] : above },
    }
  })
  return { path, passages }
}
