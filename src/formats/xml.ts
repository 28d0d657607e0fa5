/** Reads XML of others as a tree, strictly: nothing in it can refer outside or unfold (XML 1.0). */
import { SaxesParser } from 'saxes'

/** An element with what is in it; texts of an element are joined. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  /** Empty where it has none, or where its prefix is bound to none. */
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

export interface XmlBounds {
  readonly characters: number
  readonly depth: number
  readonly elements: number
}

interface Open {
  readonly name: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Open[]
  text: string
}

/** Namespaces by prefix; the default one by the empty prefix (Namespaces in XML 1.0, section 6). */
type Scope = ReadonlyMap<string, string>

class NotRead extends Error {}

/**
 * A document as a tree within these bounds, or why it is not read, as half a sentence. No document
 * type, so that no entity can be declared; no processing instruction, so that nothing refers
 * outside; no other encoding than the UTF-8 that the text was decoded from.
 */
export const readXml = (text: string, bounds: XmlBounds): XmlElement | string => {
  if (text.length > bounds.characters) return `it is longer than ${bounds.characters} characters`
  const parser = new SaxesParser()
  const open: Open[] = []
  const scopes: Scope[] = [new Map()]
  let root: Open | undefined
  let elements = 0
  parser.on('error', (error) => {
    throw new NotRead(`it is no well-formed XML (${error.message.slice(0, 200)})`)
  })
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^(?:utf-?8|us-ascii)$/i.test(encoding) && /\P{ASCII}/u.test(text))
      throw new NotRead(`it says that it is in ${encoding.slice(0, 40)}, not in UTF-8`)
  })
  parser.on('doctype', () => {
    throw new NotRead('it has a document type, which can declare entities and refer outside')
  })
  parser.on('processinginstruction', () => {
    throw new NotRead('it has a processing instruction, which can refer outside')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > bounds.elements) throw new NotRead('it has too many elements')
    if (open.length >= bounds.depth) throw new NotRead('its elements nest too deep')
    const given = new Map(Object.entries(attributes))
    const scope = within(scopes.at(-1) ?? new Map(), given)
    const [prefix, local] = split(name)
    const element: Open = {
      name: local,
      namespace: scope.get(prefix) ?? '',
      attributes: given,
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
    scopes.push(scope)
  })
  parser.on('closetag', () => {
    open.pop()
    scopes.pop()
  })
  const append = (piece: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += piece
  }
  parser.on('text', append)
  parser.on('cdata', append)
  try {
    parser.write(text).close()
  } catch (cause) {
    if (cause instanceof NotRead) return cause.message
    throw cause
  }
  return root ?? 'it has no element'
}

const within = (outer: Scope, attributes: ReadonlyMap<string, string>): Scope => {
  const own = [...attributes].flatMap(([name, value]): [string, string][] => {
    const [prefix, local] = split(name)
    if (name === 'xmlns') return [['', value]]
    return prefix === 'xmlns' ? [[local, value]] : []
  })
  return own.length === 0 ? outer : new Map([...outer, ...own])
}

const split = (name: string): readonly [prefix: string, local: string] => {
  const colon = name.indexOf(':')
  return [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)]
}
