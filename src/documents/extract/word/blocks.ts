import { limits } from '../../../kernel/limits.ts'
import type { PassageKind } from '../../../kernel/passage.ts'
import { fold, foldRow } from '../fold.ts'
import type { PassageList } from '../passage-list.ts'

/** A paragraph, or a row of a table, with the pictures that stand in it. */
export interface WordBlock {
  readonly kind: PassageKind
  /** Of a heading, from 1. */
  readonly level?: number
  /** What Word counts before it. */
  readonly number?: string
  readonly text: string
  /** The pictures' alternative texts. */
  readonly pictures: readonly string[]
}

/**
 * A table's row is one passage, its cells apart by tabs. One whose cells hold tables, headings or
 * long texts is read block by block, as is a frame around one cell.
 */
export const rowOf = (cells: readonly (readonly WordBlock[])[]): readonly WordBlock[] => {
  const blocks = cells.flat()
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0)
  const apart =
    cells.length === 1 ||
    length > limits.text.paragraph / 2 ||
    blocks.some(({ kind }) => kind === 'table-row' || kind === 'heading')
  if (apart) return blocks
  const text = foldRow(cells.map((cell) => cell.map((block) => block.text).join(' ')))
  return [{ kind: 'table-row', text, pictures: blocks.flatMap(({ pictures }) => pictures) }]
}

/** Adds blocks in reading order; a picture takes the caption below it, else its own words. */
export class BlockWriter {
  readonly #list: PassageList
  #pending: readonly string[] = []

  constructor(list: PassageList) {
    this.#list = list
  }

  add(block: WordBlock): void {
    const text = block.kind === 'table-row' ? block.text : fold(block.text)
    if (text !== '') {
      this.end(block.kind === 'caption' ? text : undefined)
      const place = block.number === undefined ? {} : { number: block.number }
      if (block.level !== undefined) this.#list.heading(block.level, text, place)
      else this.#list.add(block.kind, text, place)
    }
    this.#pending = [...this.#pending, ...block.pictures]
  }

  /** Tells of the pictures that wait for a caption. */
  end(caption?: string): void {
    for (const words of this.#pending) this.#list.drawing('a picture', {}, caption ?? words)
    this.#pending = []
  }
}
