import type { Passage } from '../../kernel/passage.ts'

/** A part of a document that is read at one time: a passage, or a piece of an endless one. */
export interface Piece {
  readonly passage: Passage
  /** Index of the passage in the document, and where in its text the piece begins. */
  readonly index: number
  readonly offset: number
}

/** Characters; a page has about 3,000. What is known of a piece while it is read takes 200 times that. */
const longest = 30_000

/** The document in pieces that fit into memory; a cut falls between words where there are any. */
export const piecesOf = function* (passages: readonly Passage[]): Generator<Piece, undefined> {
  for (const [index, passage] of passages.entries()) {
    const { text } = passage
    let offset = 0
    while (text.length - offset > longest) {
      const space = text.slice(offset, offset + longest).lastIndexOf(' ')
      const end = offset + (space > longest / 2 ? space + 1 : longest)
      yield { passage: { ...passage, text: text.slice(offset, end) }, index, offset }
      offset = end
    }
    yield {
      passage: offset === 0 ? passage : { ...passage, text: text.slice(offset) },
      index,
      offset,
    }
  }
  return undefined
}
