import type { NewDrawing } from '../../documents/index.ts'
import { type LibraryDocument, newest } from './affected-documents.ts'

/**
 * The drawings of these documents, each in its newest revision. What a page shows is known by the
 * hash of its content where the reader gives one, and else by the file: a picture may be another one
 * though the words around it are the same.
 */
export const drawingsIn = (documents: readonly LibraryDocument[]): readonly NewDrawing[] =>
  documents.flatMap(({ stream, state }) => {
    const revision = newest(state)
    const drawings = revision?.reading?.drawings ?? []
    return drawings.map((drawing, index) => ({
      document: stream,
      revision: revision?.file.hash ?? '',
      ...drawing,
      headings: [...drawing.headings],
      content: contentOf(drawing) ?? `${revision?.file.hash ?? ''}#${index}`,
    }))
  })

const contentOf = (drawing: object): string | undefined =>
  'content' in drawing && typeof drawing.content === 'string' && drawing.content !== ''
    ? drawing.content
    : undefined
