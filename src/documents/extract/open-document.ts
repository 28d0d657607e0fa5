import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { fold, foldRow } from './fold.ts'
import { partText, walkXml, type XmlAttributes, type XmlEvents } from './office-xml.ts'
import { PassageList } from './passage-list.ts'
import { unread } from './unread.ts'
import { openZipContainer } from './zip-container.ts'

/**
 * Reads an OpenDocument text, workbook or presentation (ISO/IEC 26300): headings, paragraphs, list
 * items and rows in their order; slides are pages, sheets headings. What tracked changes delete and
 * comments are not its text.
 */
export const readOpenDocument = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return unread('opendocument', zip.message)
  const manifest = 'META-INF/manifest.xml'
  if (zip.has(manifest) && (await partText(zip, manifest)).includes('encryption-data'))
    return unread('opendocument', 'encrypted: needs a password')
  const list = new PassageList()
  const content = new Content(list)
  walkXml(await partText(zip, 'content.xml'), content)
  if (content.changes) list.remark('it holds tracked changes: what they delete is not its text')
  if (content.comments) list.remark('it holds comments, which are not its text')
  if (zip.names.some((name) => /^(?:Basic|Scripts)\//.test(name)))
    list.remark('it holds macros, which were not run')
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('opendocument', 'no text: it holds only pictures or nothing', first?.text)
}

const skipped = new Set([
  'text:tracked-changes',
  'office:annotation',
  'presentation:notes',
  'text:table-of-content',
  'office:styles',
  'office:automatic-styles',
  'office:scripts',
])

class Content implements XmlEvents {
  readonly #list: PassageList
  #skip = 0
  #text = ''
  #open = 0
  #level = 1
  #items = 0
  #page = 0
  #row = 0
  /** An empty row stands once for all that follow it. */
  #repeated = 1
  #cells: string[][] = []
  #inBook = false
  changes = false
  comments = false

  constructor(list: PassageList) {
    this.#list = list
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skip > 0 || skipped.has(name)) {
      this.changes ||= name === 'text:tracked-changes'
      this.comments ||= name === 'office:annotation'
      this.#skip++
      return
    }
    switch (name) {
      case 'text:h':
      case 'text:p':
        this.#open++
        this.#level = Number(attributes['text:outline-level'] ?? 1)
        return
      case 'text:list-item':
        this.#items++
        return
      case 'text:tab':
      case 'text:s':
      case 'text:line-break':
        this.#text += ' '
        return
      case 'table:table':
        if (this.#cells.length === 0) {
          this.#row = 0
          this.#repeated = 1
        }
        if (this.#inBook) this.#list.heading(1, attributes['table:name'] ?? '')
        return
      case 'office:spreadsheet':
        this.#inBook = true
        return
      case 'table:table-row':
        if (this.#cells.length === 0) this.#row += this.#repeated
        this.#repeated = Number(attributes['table:number-rows-repeated'] ?? 1)
        this.#cells.push([])
        return
      case 'table:table-cell':
        this.#cells.at(-1)?.push('')
        return
      case 'draw:page':
        this.#page++
        return
      case 'draw:image':
        this.#list.drawing('a picture', this.#place())
    }
  }

  close(name: string): void {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (name === 'text:h' || name === 'text:p') this.#endParagraph(name)
    else if (name === 'text:list-item') this.#items--
    else if (name === 'table:table-row') {
      const row = foldRow(this.#cells.pop() ?? [])
      // A table within a cell: its rows are words of that cell.
      if (this.#cells.length > 0) this.#toCell(row)
      else this.#list.add('table-row', row, this.#place())
    }
  }

  text(value: string): void {
    if (this.#open > 0 && this.#skip === 0) this.#text += value
  }

  #endParagraph(name: string): void {
    this.#open--
    if (this.#open > 0) {
      this.#text += ' '
      return
    }
    const text = fold(this.#text)
    this.#text = ''
    if (text === '') return
    if (this.#cells.length > 0) this.#toCell(text)
    else if (name === 'text:h')
      this.#list.heading(Math.min(6, Math.max(1, this.#level)), text, this.#place())
    else this.#list.add(this.#items > 0 ? 'list-item' : 'paragraph', text, this.#place())
  }

  #toCell(text: string): void {
    const cells = this.#cells.at(-1)
    if (cells === undefined) return
    const last = cells.pop() ?? ''
    cells.push(last === '' ? text : `${last} ${text}`)
  }

  #place(): { page?: number; line?: number } {
    if (this.#inBook) return { line: Math.max(1, this.#row) }
    return this.#page === 0 ? {} : { page: this.#page }
  }
}
