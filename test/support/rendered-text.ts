import mammoth from 'mammoth'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'
import { extractText, getDocumentProxy } from 'unpdf'
import type { RenderFormat } from '../../src/releases/render/render.ts'

/** What a reader finds in a rendered document, by readers that we did not write. */
export const renderedText = async (format: RenderFormat, file: Uint8Array): Promise<string> => {
  switch (format) {
    case 'html':
      return htmlText(file)
    case 'docx':
      return (await mammoth.extractRawText({ buffer: Buffer.from(file) })).value
    case 'pdf': {
      // unpdf takes the bytes away with it.
      const pdf = await getDocumentProxy(file.slice())
      return (await extractText(pdf, { mergePages: true })).text
    }
    default:
      return format satisfies never
  }
}

/** Without white space, which lines and cells put in, and without hyphens, which end lines. */
export const letters = (text: string): string => text.replaceAll(/[\s\u00ad\u2010-]/g, '')

export const htmlElements = (file: Uint8Array): readonly DefaultTreeAdapterTypes.Element[] => {
  const found: DefaultTreeAdapterTypes.Element[] = []
  const walk = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    for (const child of node.childNodes)
      if (defaultTreeAdapter.isElementNode(child)) {
        found.push(child)
        walk(child)
      }
  }
  walk(parse(new TextDecoder().decode(file)))
  return found
}

export const elementText = (node: DefaultTreeAdapterTypes.ParentNode): string =>
  node.childNodes
    .map((child) =>
      defaultTreeAdapter.isTextNode(child)
        ? child.value
        : defaultTreeAdapter.isElementNode(child)
          ? elementText(child)
          : '',
    )
    .join('')

const htmlText = (file: Uint8Array): string => {
  const body = htmlElements(file).find((element) => element.tagName === 'body')
  return body === undefined ? '' : elementText(body)
}
