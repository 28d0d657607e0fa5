import { isOn, type XmlAttributes, type XmlEvents } from '../office-xml.ts'
import { rowOf, type WordBlock } from './blocks.ts'
import { blockOf, type OpenParagraph, type WordContext } from './paragraph.ts'

interface OpenTable {
  cells: WordBlock[][]
  deleted: boolean
}

interface OpenPicture {
  shows: boolean
  small: boolean
  words: string
}

/** Content that is no text of the document: what is deleted, codes of fields, what was set before. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'w:fldData',
  'w:sdtPr',
  'w:sectPr',
  'w:tblGrid',
  'w:rt',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:tcPrChange',
  'w:trPrChange',
])
const shown = new Set(['pic:pic', 'c:chart', 'dgm:relIds', 'wpg:wgp', 'wpc:wpc', 'v:imagedata'])
/** Half an inch in English Metric Units: less is an icon. */
const smallSide = 457_200

/** Reads a part of a Word document as blocks, given to `emit` in reading order (ECMA-376, 17.2). */
export class WordBody implements XmlEvents {
  readonly #context: WordContext
  readonly #sinks: ((block: WordBlock) => void)[]
  readonly #paragraphs: OpenParagraph[] = []
  readonly #tables: OpenTable[] = []
  readonly #pictures: OpenPicture[] = []
  readonly #alternatives: { taken: boolean }[] = []
  #skip = 0
  #paragraphProperties = 0
  #rowProperties = 0
  #runProperties = false
  #run = { hidden: false, bold: false }
  #inText = false
  #carried = ''
  /** Insertions, deletions and moves that are marked as such. */
  changes = 0
  hidden = false

  constructor(context: WordContext, emit: (block: WordBlock) => void) {
    this.#context = context
    this.#sinks = [emit]
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skip > 0) {
      this.#skip++
      return
    }
    if (name === 'w:ins' || name === 'w:del' || name === 'w:moveTo' || name === 'w:moveFrom')
      this.changes++
    if (this.#marksProperties(name)) return
    if (skipped.has(name) || !this.#isChosen(name)) this.#skip = 1
    else if (this.#paragraphProperties > 0) this.#property(name, attributes)
    else if (this.#runProperties) this.#runProperty(name, attributes)
    else this.#content(name, attributes)
  }

  close(name: string): void {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    switch (name) {
      case 'w:pPr':
        this.#paragraphProperties--
        return
      case 'w:trPr':
        this.#rowProperties--
        return
      case 'w:rPr':
        this.#runProperties = false
        return
      case 'w:t':
      case 'm:t':
        this.#inText = false
        return
      case 'w:p':
        this.#endParagraph()
        return
      case 'w:tc':
      case 'w:txbxContent':
        this.#sinks.pop()
        return
      case 'w:tr':
        this.#endRow()
        return
      case 'w:tbl':
        this.#tables.pop()
        return
      case 'w:drawing':
      case 'w:pict':
      case 'w:object': {
        const picture = this.#pictures.pop()
        if (picture?.shows === true && !picture.small)
          this.#paragraphs.at(-1)?.pictures.push(picture.words)
        return
      }
      case 'mc:AlternateContent':
        this.#alternatives.pop()
    }
  }

  text(value: string): void {
    if (this.#inText && this.#skip === 0) this.#append(value)
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) return
    if (this.#run.hidden) {
      this.hidden ||= text.trim() !== ''
      return
    }
    paragraph.text += text
    if (text.trim() !== '') paragraph.bold = (paragraph.bold ?? true) && this.#run.bold
  }

  /** A deletion among properties marks the paragraph's end, or a whole row, as deleted. */
  #marksProperties(name: string): boolean {
    const paragraph = this.#paragraphs.at(-1)
    const table = this.#tables.at(-1)
    if (this.#paragraphProperties > 0 && (name === 'w:del' || name === 'w:moveFrom')) {
      if (paragraph !== undefined) paragraph.markDeleted = true
    } else if (this.#rowProperties > 0 && name === 'w:del') {
      if (table !== undefined) table.deleted = true
    } else return this.#runProperties && (name === 'w:del' || name === 'w:ins')
    return true
  }

  /** Of alternatives for programs of different age the first is read. */
  #isChosen(name: string): boolean {
    if (name === 'mc:AlternateContent') this.#alternatives.push({ taken: false })
    if (name !== 'mc:Choice' && name !== 'mc:Fallback') return true
    const open = this.#alternatives.at(-1)
    if (open === undefined || open.taken) return false
    open.taken = true
    return true
  }

  #property(name: string, attributes: XmlAttributes): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) return
    const value = attributes['w:val'] ?? ''
    if (name === 'w:pStyle') paragraph.style = value
    else if (name === 'w:numId') paragraph.list = value
    else if (name === 'w:ilvl') paragraph.level = Number(value)
    else if (name === 'w:outlineLvl') paragraph.outline = Number(value)
  }

  #runProperty(name: string, attributes: XmlAttributes): void {
    if (name === 'w:vanish') this.#run.hidden = isOn(attributes)
    else if (name === 'w:b') this.#run.bold = isOn(attributes)
  }

  #content(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'w:p':
        this.#paragraphs.push({
          text: this.#carried,
          style: '',
          markDeleted: false,
          bold: undefined,
          pictures: [],
          notes: [],
          boxes: [],
        })
        this.#carried = ''
        return
      case 'w:pPr':
        this.#paragraphProperties++
        return
      case 'w:trPr':
        this.#rowProperties++
        return
      case 'w:r':
        this.#run = { hidden: false, bold: false }
        return
      case 'w:rPr':
        this.#runProperties = true
        return
      case 'w:t':
      case 'm:t':
        this.#inText = true
        return
      case 'w:tab':
      case 'w:br':
      case 'w:cr':
      case 'w:ptab':
        this.#append(' ')
        return
      case 'w:noBreakHyphen':
        this.#append('-')
        return
      case 'w:tbl':
        this.#tables.push({ cells: [], deleted: false })
        return
      case 'w:tc':
        this.#openCell()
        return
      case 'w:txbxContent': {
        const boxes = this.#paragraphs.at(-1)?.boxes
        this.#sinks.push((block) => boxes?.push(block))
        return
      }
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#paragraphs.at(-1)?.notes.push(`${name.slice(2, -9)} ${attributes['w:id'] ?? ''}`)
        return
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.#pictures.push({ shows: false, small: false, words: '' })
        return
      default:
        this.#inPicture(name, attributes)
    }
  }

  #inPicture(name: string, attributes: XmlAttributes): void {
    const picture = this.#pictures.at(-1)
    if (picture === undefined) return
    if (shown.has(name)) picture.shows = true
    else if (name === 'wp:docPr') picture.words = attributes['descr'] ?? attributes['title'] ?? ''
    else if (name === 'wp:extent')
      picture.small = [attributes['cx'], attributes['cy']].some((side) => Number(side) < smallSide)
  }

  #openCell(): void {
    const cell: WordBlock[] = []
    this.#tables.at(-1)?.cells.push(cell)
    this.#sinks.push((block) => cell.push(block))
  }

  #endRow(): void {
    const table = this.#tables.at(-1)
    if (table === undefined) return
    if (!table.deleted) for (const block of rowOf(table.cells)) this.#emit(block)
    table.cells = []
    table.deleted = false
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (paragraph === undefined) return
    if (paragraph.markDeleted) this.#carried = paragraph.text
    else {
      const block = blockOf(this.#context, paragraph, this.#sinks.length === 1)
      if (block !== undefined) this.#emit(block)
    }
    for (const block of paragraph.boxes) this.#emit(block)
    for (const note of paragraph.notes)
      for (const block of this.#context.notes.get(note) ?? []) this.#emit(block)
  }

  #emit(block: WordBlock): void {
    this.#sinks.at(-1)?.(block)
  }
}
