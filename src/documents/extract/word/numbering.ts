import { walkXml } from '../office-xml.ts'

/** Numbers that Word writes before paragraphs by itself (ECMA-376 part 1, 17.9). */
export interface Numbering {
  /**
   * The number of the next paragraph of this list, such as `2.` or `4.3.1`; '' for a bullet.
   * Undefined where there is no such list. `style` finds the level that is bound to a style.
   */
  next(list: string, level: number | undefined, style: string): string | undefined
}

interface Level {
  start: number
  format: string
  pattern: string
  style?: string
}

interface Definition {
  readonly levels: Map<number, Level>
}

interface List {
  definition: string
  readonly starts: Map<number, number>
}

export const noNumbering: Numbering = { next: () => undefined }

const levels = 9

export const readNumbering = (xml: string): Numbering => {
  const { definitions, lists } = parse(xml)
  /** What each definition has counted to, by level: lists of one definition count on. */
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    next: (id, given, style) => {
      const list = lists.get(id)
      const definition = list === undefined ? undefined : definitions.get(list.definition)
      if (list === undefined || definition === undefined) return undefined
      const bound = [...definition.levels].find(([, one]) => one.style === style)?.[0]
      const at = Math.min(levels - 1, Math.max(0, given ?? bound ?? 0))
      const level = definition.levels.get(at)
      if (level === undefined) return ''
      const counted = counts.get(list.definition) ?? []
      counts.set(list.definition, counted)
      const restart = list.starts.get(at)
      const first = restart !== undefined && !begun.has(`${id} ${at}`)
      if (first) begun.add(`${id} ${at}`)
      counted[at] = first ? restart : (counted[at] ?? level.start - 1) + 1
      counted.length = at + 1
      return level.format === 'bullet' ? '' : labelOf(level, definition, counted)
    },
  }
}

const labelOf = (
  { pattern }: Level,
  { levels }: Definition,
  counted: readonly (number | undefined)[],
): string =>
  pattern
    .slice(0, 60)
    .replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const level = levels.get(at)
      return written(counted[at] ?? level?.start ?? 1, level?.format ?? 'decimal')
    })
    .trim()

const written = (count: number, format: string): string => {
  switch (format) {
    case 'lowerLetter':
      return lettersOf(count).toLowerCase()
    case 'upperLetter':
      return lettersOf(count)
    case 'lowerRoman':
      return romanOf(count).toLowerCase()
    case 'upperRoman':
      return romanOf(count)
    case 'decimalZero':
      return String(count).padStart(2, '0')
    case 'none':
      return ''
    default:
      return String(count)
  }
}

/** A … Z, AA, BB: the letter is repeated. */
const lettersOf = (count: number): string =>
  count < 1 || count > 780
    ? String(count)
    : String.fromCharCode(65 + ((count - 1) % 26)).repeat(Math.ceil(count / 26))

const romans = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const

const romanOf = (count: number): string => {
  if (count < 1 || count > 3_999) return String(count)
  let rest = count
  let text = ''
  for (const [value, sign] of romans) for (; rest >= value; rest -= value) text += sign
  return text
}

const parse = (xml: string) => {
  const definitions = new Map<string, Definition>()
  const lists = new Map<string, List>()
  let definition: Definition | undefined
  let list: List | undefined
  let level: Level | undefined
  let at = 0
  walkXml(xml, {
    open: (name, attributes) => {
      const value = attributes['w:val'] ?? ''
      switch (name) {
        case 'w:abstractNum':
          definition = { levels: new Map() }
          definitions.set(attributes['w:abstractNumId'] ?? '', definition)
          return
        case 'w:num':
          list = { definition: '', starts: new Map() }
          lists.set(attributes['w:numId'] ?? '', list)
          return
        case 'w:abstractNumId':
          if (list !== undefined) list.definition = value
          return
        case 'w:lvlOverride':
          at = Number(attributes['w:ilvl'] ?? 0)
          return
        case 'w:startOverride':
          list?.starts.set(at, Number(value))
          return
        case 'w:lvl':
          at = Number(attributes['w:ilvl'] ?? 0)
          level = { start: 1, format: 'decimal', pattern: '' }
          if (list === undefined) definition?.levels.set(at, level)
          return
        case 'w:start':
          if (level !== undefined) level.start = Number(value) || 0
          return
        case 'w:numFmt':
          if (level !== undefined) level.format = value
          return
        case 'w:lvlText':
          if (level !== undefined) level.pattern = value
          return
        case 'w:pStyle':
          if (level !== undefined) level.style = value
      }
    },
    close: (name) => {
      if (name === 'w:abstractNum') definition = undefined
      else if (name === 'w:num') list = undefined
      else if (name === 'w:lvl') level = undefined
    },
    text: () => {},
  })
  return { definitions, lists }
}
