import { type DefaultTreeAdapterTypes, defaultTreeAdapter, Parser } from 'parse5'
import { fold } from './fold.ts'
import type { PassageList } from './passage-list.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Browsers flatten below 512 levels; the parser would not, and its time grows with the square. */
const deepest = 512

class TooDeep extends Error {}

/** Parses a page as browsers do (WHATWG HTML); one nested too deeply is cut there, with a note. */
export const parseBounded = (
  list: Pick<PassageList, 'note'>,
  html: string,
): DefaultTreeAdapterTypes.Document => {
  let depth = 0
  const parser = new Parser({
    sourceCodeLocationInfo: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush: () => {
        depth++
        if (depth > deepest) throw new TooDeep()
      },
      onItemPop: () => {
        depth--
      },
    },
  })
  try {
    parser.tokenizer.write(html, true)
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    list.note(`its elements are nested more than ${deepest} deep: what follows was not read`)
  }
  return parser.document
}

/** Elements whose text a browser does not show as text. */
export const unseen = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'textarea',
  'head',
])
/** Elements that do not end the block they stand in. */
export const inline = new Set([
  'a',
  'abbr',
  'acronym',
  'b',
  'bdi',
  'bdo',
  'big',
  'br',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'img',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'button',
  'input',
  'nobr',
])

export const isElement = (node: Node): node is Element => 'tagName' in node

/** The text a reader sees below these nodes, each node's own as `own` gives it. */
export const textOf = (
  nodes: readonly Node[],
  own: (node: DefaultTreeAdapterTypes.TextNode) => string = ({ value }) => value,
): string => {
  let text = ''
  for (const node of nodes) {
    if (node.nodeName === '#text' && 'value' in node) text += own(node)
    else if (isElement(node) && !unseen.has(node.tagName))
      text += inline.has(node.tagName)
        ? node.tagName === 'br'
          ? ' '
          : textOf(node.childNodes, own)
        : ` ${textOf(node.childNodes, own)} `
  }
  return text
}

/** The page's own title. */
export const titleOf = (head: Element): string | undefined => {
  const element = head.childNodes.filter(isElement).find((child) => child.tagName === 'title')
  const title = element === undefined ? '' : fold(textOf(element.childNodes))
  return title === '' ? undefined : title
}
