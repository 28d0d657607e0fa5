import { type Relation, relationsOf } from '../office-relations.ts'
import { partText, walkXml } from '../office-xml.ts'
import type { ZipContainer } from '../zip-container.ts'

/** A sheet of a workbook, by its part in the container. */
export interface Sheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

/** What the cells of all sheets are read with. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly strings: readonly string[]
  /** By the number of a cell's style: whether its number is a day. */
  readonly days: readonly boolean[]
  /** Days count from 1904, not from 1900. */
  readonly from1904: boolean
  readonly relations: readonly Relation[]
}

/** Reads the workbook's own parts; undefined where there is none. Throws on damaged XML. */
export const readBook = async (zip: ZipContainer): Promise<Workbook | undefined> => {
  const start = [...(await relationsOf(zip, '')).values()].find(
    ({ type, external }) => type === 'officeDocument' && !external,
  )
  const part = [start?.target ?? '', 'xl/workbook.xml'].find((name) => zip.has(name))
  if (part === undefined) return undefined
  const relations = await relationsOf(zip, part)
  const sheets: Sheet[] = []
  let from1904 = false
  walkXml(await partText(zip, part), {
    open: (name, attributes) => {
      if (name === 'x:workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'x:sheet') return
      const target = relations.get(attributes['r:id'] ?? '')
      if (target !== undefined && !target.external && zip.has(target.target))
        sheets.push({
          name: attributes['name'] ?? '',
          part: target.target,
          hidden: (attributes['state'] ?? 'visible') !== 'visible',
        })
    },
    close: () => {},
    text: () => {},
  })
  const all = [...relations.values()]
  const partOf = async (type: string): Promise<string | undefined> => {
    const named = all.find((one) => one.type === type && !one.external && zip.has(one.target))
    return named === undefined ? undefined : await partText(zip, named.target)
  }
  return {
    sheets,
    strings: stringsOf(await partOf('sharedStrings')),
    days: daysOf(await partOf('styles')),
    from1904,
    relations: all,
  }
}

/** Shared strings by their number; how something is pronounced is no text. */
const stringsOf = (xml: string | undefined): readonly string[] => {
  const strings: string[] = []
  if (xml === undefined) return strings
  let text = ''
  let inText = false
  let spoken = false
  walkXml(xml, {
    open: (name) => {
      if (name === 'x:si') text = ''
      else if (name === 'x:rPh') spoken = true
      else if (name === 'x:t') inText = !spoken
    },
    close: (name) => {
      if (name === 'x:si') strings.push(text)
      else if (name === 'x:rPh') spoken = false
      else if (name === 'x:t') inText = false
    },
    text: (value) => {
      if (inText) text += value
    },
  })
  return strings
}

/** Formats that Excel has of its own for days and times (ECMA-376 part 1, 18.8.30). */
const ownDays = (format: number): boolean =>
  (format >= 14 && format <= 22) || (format >= 45 && format <= 47)

const daysOf = (xml: string | undefined): readonly boolean[] => {
  const days: boolean[] = []
  if (xml === undefined) return days
  const formats = new Map<number, string>()
  let inCells = false
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'x:numFmt')
        formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'x:cellXfs') inCells = true
      else if (name === 'x:xf' && inCells) {
        const format = Number(attributes['numFmtId'] ?? 0)
        // Literal text and colours aside, these letters stand for parts of a day.
        const code = (formats.get(format) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
        days.push(ownDays(format) || /[ymdhs]/i.test(code))
      }
    },
    close: (name) => {
      if (name === 'x:cellXfs') inCells = false
    },
    text: () => {},
  })
  return days
}
