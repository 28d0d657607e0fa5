import { SaxesParser } from 'saxes'
import { limits } from '../../kernel/limits.ts'
import { decodeText } from './decode-text.ts'
import type { ZipContainer } from './zip-container.ts'

/** Attributes by the names below; those of other namespaces keep the file's own prefix. */
export type XmlAttributes = Readonly<Record<string, string>>

/** What is told of an XML part, in its order; names are `w:p`, whatever prefix the file uses. */
export interface XmlEvents {
  open(name: string, attributes: XmlAttributes): void
  close(name: string): void
  text(value: string): void
}

/** Namespaces of ECMA-376, transitional and strict, and of ISO/IEC 26300, with the prefix that they are told by. */
const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    w: [
      'schemas.openxmlformats.org/wordprocessingml/2006/main',
      'purl.oclc.org/ooxml/wordprocessingml/main',
    ],
    r: [
      'schemas.openxmlformats.org/officeDocument/2006/relationships',
      'purl.oclc.org/ooxml/officeDocument/relationships',
    ],
    a: ['schemas.openxmlformats.org/drawingml/2006/main', 'purl.oclc.org/ooxml/drawingml/main'],
    pic: [
      'schemas.openxmlformats.org/drawingml/2006/picture',
      'purl.oclc.org/ooxml/drawingml/picture',
    ],
    wp: [
      'schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
      'purl.oclc.org/ooxml/drawingml/wordprocessingDrawing',
    ],
    c: ['schemas.openxmlformats.org/drawingml/2006/chart', 'purl.oclc.org/ooxml/drawingml/chart'],
    dgm: [
      'schemas.openxmlformats.org/drawingml/2006/diagram',
      'purl.oclc.org/ooxml/drawingml/diagram',
    ],
    m: [
      'schemas.openxmlformats.org/officeDocument/2006/math',
      'purl.oclc.org/ooxml/officeDocument/math',
    ],
    x: [
      'schemas.openxmlformats.org/spreadsheetml/2006/main',
      'purl.oclc.org/ooxml/spreadsheetml/main',
    ],
    p: [
      'schemas.openxmlformats.org/presentationml/2006/main',
      'purl.oclc.org/ooxml/presentationml/main',
    ],
    xdr: ['schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'],
    v: ['urn:schemas-microsoft-com:vml'],
    office: ['urn:oasis:names:tc:opendocument:xmlns:office:1.0'],
    text: ['urn:oasis:names:tc:opendocument:xmlns:text:1.0'],
    table: ['urn:oasis:names:tc:opendocument:xmlns:table:1.0'],
    draw: ['urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'],
    svg: ['urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'],
    presentation: ['urn:oasis:names:tc:opendocument:xmlns:presentation:1.0'],
    mc: ['schemas.openxmlformats.org/markup-compatibility/2006'],
    wpg: ['schemas.microsoft.com/office/word/2010/wordprocessingGroup'],
    wpc: ['schemas.microsoft.com/office/word/2010/wordprocessingCanvas'],
  }).flatMap(([prefix, names]): [string, string][] =>
    names.map((name) => [name.startsWith('urn:') ? name : `http://${name}`, prefix]),
  ),
)

/**
 * Walks an XML part of an Office file, or the beginning of one that is not `whole`. Throws where it is not well formed, nests deeper than
 * `limits.xml.depth`, or declares a document type: none has one, and entities unfold without end.
 */
export const walkXml = (text: string, events: XmlEvents, whole = true): void => {
  const parser = new SaxesParser()
  const known = new Map<string, string>()
  const told = new Map<string, string>()
  const nameOf = (name: string): string => {
    const before = told.get(name)
    if (before !== undefined) return before
    const colon = name.indexOf(':')
    const prefix = known.get(name.slice(0, Math.max(0, colon)))
    const full = prefix === undefined || prefix === '' ? name : `${prefix}:${name.slice(colon + 1)}`
    told.set(name, full)
    return full
  }
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('its XML declares a document type, which no Office file needs')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > limits.xml.depth)
      throw new Error(`its elements are nested more than ${limits.xml.depth} deep`)
    const given: Record<string, string> = {}
    for (const [key, value] of Object.entries(attributes))
      if (key === 'xmlns' || key.startsWith('xmlns:')) {
        known.set(key.slice(6), prefixes.get(value) ?? key.slice(6))
        told.clear()
      }
    // An attribute without a prefix is in no namespace, whatever the default one is.
    for (const [key, value] of Object.entries(attributes))
      given[key.includes(':') ? nameOf(key) : key] = value
    events.open(nameOf(name), given)
  })
  parser.on('closetag', ({ name }) => {
    depth--
    events.close(nameOf(name))
  })
  parser.on('text', (value) => events.text(value))
  parser.on('cdata', (value) => events.text(value))
  parser.write(text)
  if (whole) parser.close()
}

/** The text of a part as far as `limits.xml.bytes` go, and whether that is all of it. */
export const partStart = async (
  zip: ZipContainer,
  name: string,
): Promise<{ readonly text: string; readonly whole: boolean }> => {
  const bytes = await zip.read(name)
  const decoded = decodeText(bytes.subarray(0, limits.xml.bytes))
  if (decoded === undefined) throw new Error(`${name} is not text`)
  return { text: decoded.text.replace(/^\ufeff/, ''), whole: bytes.length <= limits.xml.bytes }
}

/** The text of a part, in the encoding it is in; throws when it is missing, too large or no text. */
export const partText = async (zip: ZipContainer, name: string): Promise<string> => {
  const bytes = await zip.read(name)
  if (bytes.length > limits.xml.bytes)
    throw new Error(`${name} is larger than ${limits.xml.bytes} bytes`)
  const decoded = decodeText(bytes)
  if (decoded === undefined) throw new Error(`${name} is not text`)
  return decoded.text.replace(/^\ufeff/, '')
}

/** On, unless it says otherwise (ECMA-376 part 1, 22.9.2.7). */
export const isOn = (attributes: XmlAttributes): boolean =>
  !['0', 'false', 'off'].includes(attributes['w:val'] ?? 'true')
