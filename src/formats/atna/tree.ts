import { SaxesParser } from 'saxes'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** An element with what is in it; texts of an element are joined. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Map<string, string>
  readonly children: Open[]
  text: string
}

class NotRead extends Error {}

/**
 * A small XML document as a tree, bounded in size, depth and elements. No document type, so that no
 * entity can be declared; no processing instruction, so that nothing refers outside. Refuses with
 * `atna/unreadable`.
 */
export const readXml = (text: string): XmlElement | Refusal => {
  const { xmlBytes, xmlDepth, xmlElements } = limits.auditEvents
  if (text.length > xmlBytes) return unreadable(`it is longer than ${xmlBytes} characters`)
  const parser = new SaxesParser()
  const open: Open[] = []
  let root: Open | undefined
  let elements = 0
  parser.on('error', (error) => {
    throw new NotRead(`it is no well-formed XML (${error.message.slice(0, 200)})`)
  })
  parser.on('doctype', () => {
    throw new NotRead('it has a document type, which can declare entities and refer outside')
  })
  parser.on('processinginstruction', () => {
    throw new NotRead('it has a processing instruction, which can refer outside')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > xmlElements) throw new NotRead('it has too many elements')
    if (open.length >= xmlDepth) throw new NotRead('its elements nest too deep')
    const element: Open = {
      name: localName(name),
      attributes: new Map(Object.entries(attributes)),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  const append = (piece: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += piece
  }
  parser.on('text', append)
  parser.on('cdata', append)
  try {
    parser.write(text).close()
  } catch (cause) {
    if (cause instanceof NotRead) return unreadable(cause.message)
    throw cause
  }
  return root ?? unreadable('it has no element')
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

export const unreadable = (why: string): Refusal =>
  refuse('atna/unreadable', `This is no audit message that we read: ${why}.`)
