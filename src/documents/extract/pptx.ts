import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { fold, foldRow } from './fold.ts'
import { remarkOutside } from './office-drawings.ts'
import { relationsOf } from './office-relations.ts'
import { partText, walkXml, type XmlAttributes, type XmlEvents } from './office-xml.ts'
import { PassageList } from './passage-list.ts'
import { unread } from './unread.ts'
import { openZipContainer, type ZipContainer } from './zip-container.ts'

/**
 * Reads a presentation (ECMA-376): each slide is a page, its title the heading, then its paragraphs
 * and rows of tables in the order of the file. What the speaker notes is no text of the slides.
 */
export const readPptx = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return unread('pptx', zip.message)
  const slides = await slidesOf(zip)
  if (slides === undefined) return unread('pptx', 'damaged: its main part is missing')
  const list = new PassageList()
  for (const [index, part] of slides.entries()) {
    if (list.full) break
    walkXml(await partText(zip, part), new Slide(list, index + 1))
  }
  remarkOutside(list, zip, [...(await relationsOf(zip, 'ppt/presentation.xml')).values()])
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('pptx', 'no text: the slides hold only pictures or nothing', first?.text)
}

const slidesOf = async (zip: ZipContainer): Promise<readonly string[] | undefined> => {
  const part = 'ppt/presentation.xml'
  if (!zip.has(part)) return undefined
  const relations = await relationsOf(zip, part)
  const slides: string[] = []
  walkXml(await partText(zip, part), {
    open: (name, attributes) => {
      const target = name === 'p:sldId' ? relations.get(attributes['r:id'] ?? '') : undefined
      if (target !== undefined && !target.external && zip.has(target.target))
        slides.push(target.target)
    },
    close: () => {},
    text: () => {},
  })
  return slides
}

class Slide implements XmlEvents {
  readonly #list: PassageList
  readonly #page: number
  #isTitle = false
  #isFooter = false
  #inText = false
  #text = ''
  #title = ''
  #cells: string[] | undefined
  #inCell = false
  #picture: string | undefined

  constructor(list: PassageList, page: number) {
    this.#list = list
    this.#page = page
  }

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'p:sp':
        this.#isTitle = false
        this.#isFooter = false
        this.#title = ''
        return
      case 'p:ph': {
        const type = attributes['type'] ?? ''
        this.#isTitle = type === 'title' || type === 'ctrTitle'
        this.#isFooter = type === 'sldNum' || type === 'dt'
        return
      }
      case 'p:pic':
      case 'p:graphicFrame':
        this.#picture = ''
        return
      case 'p:cNvPr':
        if (this.#picture !== undefined) this.#picture = attributes['descr'] ?? ''
        return
      case 'a:tbl':
        this.#picture = undefined
        return
      case 'a:tr':
        this.#cells = []
        return
      case 'a:tc':
        this.#inCell = true
        this.#text = ''
        return
      case 'a:t':
        this.#inText = true
        return
      case 'a:br':
        this.#text += ' '
    }
  }

  close(name: string): void {
    const place = { page: this.#page }
    switch (name) {
      case 'a:t':
        this.#inText = false
        return
      case 'a:p':
        this.#endParagraph()
        return
      case 'p:sp':
        if (this.#title !== '') this.#list.heading(1, this.#title, place)
        return
      case 'a:tc':
        this.#cells?.push(this.#text)
        this.#inCell = false
        this.#text = ''
        return
      case 'a:tr':
        this.#list.add('table-row', foldRow(this.#cells ?? []), place)
        this.#cells = undefined
        return
      case 'p:pic':
      case 'p:graphicFrame':
        if (this.#picture !== undefined) this.#list.drawing('a picture', place, this.#picture)
        this.#picture = undefined
    }
  }

  text(value: string): void {
    if (this.#inText) this.#text += value
  }

  #endParagraph(): void {
    if (this.#inCell) {
      this.#text += ' '
      return
    }
    const text = fold(this.#text)
    this.#text = ''
    if (this.#isFooter) return
    if (this.#isTitle) this.#title = fold(`${this.#title} ${text}`)
    else this.#list.add('paragraph', text, { page: this.#page })
  }
}
