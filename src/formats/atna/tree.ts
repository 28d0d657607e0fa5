import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { readXml as read, type XmlElement } from '../xml.ts'

export type { XmlElement } from '../xml.ts'

/** A small XML document as a tree, within `limits.auditEvents`. Refuses with `atna/unreadable`. */
export const readXml = (text: string): XmlElement | Refusal => {
  const { xmlBytes, xmlDepth, xmlElements } = limits.auditEvents
  const tree = read(text, { characters: xmlBytes, depth: xmlDepth, elements: xmlElements })
  return typeof tree === 'string' ? unreadable(tree) : tree
}

export const unreadable = (why: string): Refusal =>
  refuse('atna/unreadable', `This is no audit message that we read: ${why}.`)
