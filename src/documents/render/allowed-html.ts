import { type DefaultTreeAdapterTypes, html as names } from 'parse5'
import { isElement, parseBounded } from '../extract/html-tree.ts'
import { escaped, leftOut } from './markup.ts'
import { type Allowance, pictureOf } from './pictures.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Elements that say how text is set, and nothing else: each is written anew, without its style. */
const kept = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'section', 'article', 'blockquote', 'pre'],
  ...[
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'td',
  ],
  ...['th', 'figure', 'figcaption', 'hr', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins'],
  ...['sub', 'sup', 'small', 'code', 'kbd', 'samp', 'var', 'q', 'cite', 'abbr', 'mark', 'address'],
])
const empty = new Set(['br', 'hr'])

/** Elements that go with all that is in them. */
const dropped = new Set([
  ...['script', 'style', 'template', 'noscript', 'head', 'title', 'meta', 'link', 'base', 'iframe'],
  ...[
    'frame',
    'frameset',
    'object',
    'embed',
    'applet',
    'param',
    'portal',
    'video',
    'audio',
    'source',
  ],
  ...['track', 'canvas', 'select', 'textarea', 'input', 'datalist', 'dialog', 'math'],
])

/** Attributes by element; values are numbers, or words that are checked. */
const numbers: Readonly<Record<string, readonly string[]>> = {
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
  ol: ['start'],
}

/** A name that an address within the page leads to; prefixed, so that it is none of the browser's. */
const anchor = /^[\w:.-]{1,100}$/

/**
 * HTML of a stranger, written anew from a small list of elements: no script, style, form, frame, or
 * address outside the page comes through, whatever the source holds (decision 45). Pictures are those
 * that the file itself holds. What was left out is counted in `allowance`.
 */
export const allowedHtml = (html: string, allowance: Allowance): string => {
  const out: string[] = []
  const write = (text: string) => {
    allowance.room -= text.length
    if (allowance.room < 0) {
      allowance.note('it is too long to be shown as a whole: what follows was left out')
      return
    }
    out.push(text)
  }
  const visit = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (allowance.room < 0) return
      if (node.nodeName === '#text' && 'value' in node) write(escaped(node.value))
      else if (isElement(node)) element(node)
    }
  }
  const element = (one: Element): void => {
    const name = one.tagName
    if (one.namespaceURI !== names.NS.HTML || dropped.has(name)) {
      if (name === 'svg') write(leftOut('A drawing (SVG) is not shown here.'))
      return
    }
    if (name === 'img') write(pictureOf(textIn(one, 'src'), textIn(one, 'alt'), allowance))
    else if (name === 'a') link(one)
    else if (!kept.has(name)) visit(one.childNodes)
    else if (empty.has(name)) write(`<${name}>`)
    else {
      write(`<${name}${attributesOf(one)}>`)
      visit(one.childNodes)
      out.push(`</${name}>`)
    }
  }
  const link = (one: Element): void => {
    const to = textIn(one, 'href').trim()
    const id = idOf(one) || anchorOf(textIn(one, 'name'))
    const within = to.startsWith('#') && anchor.test(to.slice(1))
    const opening = within
      ? `<a${id} href="#d-${to.slice(1)}">`
      : to === ''
        ? `<span${id}>`
        : `<span${id} class="link" title="${escaped(`Leads to ${to.slice(0, 300)}; links of a document are not followed here.`)}">`
    write(opening)
    visit(one.childNodes)
    out.push(within ? '</a>' : '</span>')
  }
  visit(parseBounded(allowance, html).childNodes)
  return out.join('')
}

const attributesOf = (element: Element): string =>
  idOf(element) +
  (numbers[element.tagName] ?? [])
    .map((name) => [name, textIn(element, name)] as const)
    .filter(([, value]) => /^\d{1,3}$/.test(value))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

const idOf = (element: Element): string => anchorOf(textIn(element, 'id'))
const anchorOf = (id: string): string => (anchor.test(id) ? ` id="d-${id}"` : '')

const textIn = ({ attrs }: Element, name: string): string =>
  attrs.find((attribute) => attribute.name === name)?.value ?? ''
