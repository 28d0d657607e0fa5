import { walkXml } from '../office-xml.ts'

/** What a paragraph's style says of it, those it is based on included. */
export interface WordStyle {
  readonly id: string
  /** Lower case; built-in styles have English names in files of every language. */
  readonly name: string
  /** 0 is the outermost. */
  readonly outline?: number
  readonly numbering?: string
  readonly level?: number
}

interface Given {
  id: string
  name: string
  basedOn?: string
  outline?: number
  numbering?: string
  level?: number
}

/** Reads the styles part; a style that is based on itself in a circle ends there. */
export const readStyles = (xml: string): ReadonlyMap<string, WordStyle> => {
  const given = new Map<string, Given>()
  let open: Given | undefined
  walkXml(xml, {
    open: (name, attributes) => {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:style') open = { id: attributes['w:styleId'] ?? '', name: '' }
      else if (open === undefined) return
      else if (name === 'w:name') open.name = value.toLowerCase()
      else if (name === 'w:basedOn') open.basedOn = value
      else if (name === 'w:outlineLvl') open.outline = Number(value)
      else if (name === 'w:numId') open.numbering = value
      else if (name === 'w:ilvl') open.level = Number(value)
    },
    close: (name) => {
      if (name !== 'w:style' || open === undefined) return
      given.set(open.id, open)
      open = undefined
    },
    text: () => {},
  })
  return new Map([...given].map(([id, style]) => [id, resolved(style, given)]))
}

const deepest = 20

const resolved = (style: Given, given: ReadonlyMap<string, Given>): WordStyle => {
  const chain: Given[] = []
  for (
    let one: Given | undefined = style;
    one !== undefined && chain.length < deepest;
    one = one.basedOn === undefined ? undefined : given.get(one.basedOn)
  )
    chain.push(one)
  const outline = chain.find((one) => one.outline !== undefined)?.outline
  const numbered = chain.find((one) => one.numbering !== undefined)
  const level = chain.find((one) => one.level !== undefined)?.level
  return {
    id: style.id,
    name: style.name,
    ...(outline === undefined ? {} : { outline }),
    ...(numbered?.numbering === undefined ? {} : { numbering: numbered.numbering }),
    ...(level === undefined ? {} : { level }),
  }
}
