import type { DefaultTreeAdapterTypes } from 'parse5'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument, PassageKind } from '../../kernel/passage.ts'
import { boundedText } from './bounded-text.ts'
import { fold } from './fold.ts'
import { foldCells, foldSeams, seam, seamedText } from './html-seams.ts'
import { inline, isElement, parseBounded, textOf, titleOf, unseen } from './html-tree.ts'
import { PassageList } from './passage-list.ts'
import { isBadge } from './pictures.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** How a piece of HTML stands in its file: the line it starts on (absent: lines mean nothing). */
export interface HtmlPlace {
  readonly firstLine?: number
}

/** Reads an HTML page: one passage per block of text as a browser would set it, tags stripped. */
export const readHtml = (text: string): ExtractedDocument => {
  const list = new PassageList()
  const title = addHtml(list, boundedText(text, list), { firstLine: 1 })
  return list.finish('html', 'no text: the page shows none', title)
}

/** Adds the blocks of an HTML page or fragment to `list`; answers the page's title. */
export const addHtml = (list: PassageList, html: string, place: HtmlPlace): string | undefined => {
  const document = parseBounded(list, html)
  const walk = new Walk(list, html, place.firstLine)
  walk.children(document.childNodes)
  walk.close()
  return walk.title
}

class Walk {
  readonly #list: PassageList
  readonly #html: string
  readonly #firstLine: number | undefined
  #text = ''
  #line: number | undefined
  #kind: PassageKind = 'paragraph'
  title: string | undefined

  constructor(list: PassageList, html: string, firstLine: number | undefined) {
    this.#list = list
    this.#html = html
    this.#firstLine = firstLine
  }

  children(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (this.#list.full) return
      if (node.nodeName === '#text' && 'value' in node) this.#addText(node.value, node)
      else if ('tagName' in node) this.#element(node)
    }
  }

  /** Ends the block that is open. */
  close(): void {
    const { text, seams } = foldSeams(this.#text)
    if (text !== '') this.#list.add(this.#kind, text, this.#place(this.#line), seams)
    this.#text = ''
    this.#line = undefined
  }

  #element(element: Element): void {
    const name = element.tagName
    if (name === 'head') this.title = titleOf(element)
    if (unseen.has(name) || element.attrs.some((attribute) => attribute.name === 'hidden')) return
    if (name === 'br') {
      this.#text += `\n${seam}`
      return
    }
    if (name === 'img') this.#picture(element)
    else if (inline.has(name)) this.children(element.childNodes)
    else this.#blockElement(element)
  }

  #blockElement(element: Element): void {
    const name = element.tagName
    this.close()
    const heading = /^h([1-6])$/.exec(name)?.[1]
    if (heading !== undefined) {
      const level = Number(heading)
      this.#list.heading(level, fold(textOf(element.childNodes)), this.#placeOf(element))
    } else if (name === 'tr' && !hasBlocks(element)) this.#row(element)
    else if (name === 'pre') this.#whole('code', [element], this.#placeOf(element))
    else this.#block(element)
  }

  #block(element: Element): void {
    const outside = this.#kind
    const fake = fakeHeading(element)
    if (fake !== undefined) {
      this.#list.heading(6, fake, this.#placeOf(element))
      return
    }
    this.#kind = kindOf(element.tagName, outside)
    this.children(element.childNodes)
    this.close()
    this.#kind = outside
  }

  #row(row: Element): void {
    this.#whole('table-row', row.childNodes.filter(isElement), this.#placeOf(row))
  }

  /** One passage of all that stands in these elements, a tab between them. */
  #whole(kind: PassageKind, parts: readonly Element[], place: { line?: number }): void {
    const texts = parts.map(({ childNodes }) =>
      textOf(childNodes, (node) => seam + seamedText(node, this.#html)),
    )
    const { text, seams } = foldCells(texts)
    this.#list.add(kind, text, place, seams)
  }

  /** What a picture shows can only be searched by its alternative text. */
  #picture(element: Element): void {
    const attribute = (name: string): string =>
      element.attrs.find((one) => one.name === name)?.value ?? ''
    const alternative = fold(attribute('alt'))
    const small = [attribute('width'), attribute('height')].some((side) => /^\d{1,2}$/.test(side))
    if (!small && !isBadge(attribute('src')))
      this.#list.drawing('a picture', this.#placeOf(element), alternative)
    if (alternative.split(' ').length >= 3)
      this.#list.add('caption', alternative, this.#placeOf(element))
  }

  #addText(value: string, node: DefaultTreeAdapterTypes.TextNode): void {
    if (this.#line === undefined && value.trim() !== '') {
      const before = /^\s*/.exec(value)?.[0].split('\n').length ?? 1
      this.#line = (node.sourceCodeLocation?.startLine ?? 1) + before - 1
    }
    this.#text += (this.#text === '' ? '' : seam) + seamedText(node, this.#html)
  }

  #placeOf(element: Element): { line?: number } {
    return this.#place(element.sourceCodeLocation?.startLine)
  }

  #place(line: number | undefined): { line?: number } {
    return this.#firstLine === undefined || line === undefined
      ? {}
      : { line: this.#firstLine + line - 1 }
  }
}

const kindOf = (name: string, outside: PassageKind): PassageKind => {
  switch (name) {
    case 'li':
    case 'dd':
    case 'dt':
      return 'list-item'
    case 'caption':
    case 'figcaption':
      return 'caption'
    case 'td':
    case 'th':
      return 'table-row'
    case 'table':
      return 'paragraph'
    default:
      return outside
  }
}

/** A short paragraph that is bold from end to end: how many writers make a heading. */
const fakeHeading = (element: Element): string | undefined => {
  if (element.tagName !== 'p') return undefined
  const seen = element.childNodes.filter((node) => !('value' in node) || node.value.trim() !== '')
  const [only] = seen
  if (seen.length !== 1 || only === undefined || !isElement(only)) return undefined
  if (only.tagName !== 'strong' && only.tagName !== 'b') return undefined
  const text = fold(textOf(only.childNodes))
  return text !== '' && text.length <= 100 && !/[.,;!]$/.test(text) ? text : undefined
}

/** A row whose cells hold blocks of their own (layout tables, long cells) is read block by block. */
const hasBlocks = (row: Element): boolean => {
  const cells = row.childNodes.filter(isElement)
  const nested = cells.some((cell) =>
    cell.childNodes.some(
      (node) => isElement(node) && (node.tagName === 'table' || /^h[1-6]$/.test(node.tagName)),
    ),
  )
  return (
    nested ||
    cells.reduce((sum, cell) => sum + textOf(cell.childNodes).length, 0) > limits.text.paragraph / 2
  )
}
