import { type Relation, relationsOf } from './office-relations.ts'
import { partText, walkXml } from './office-xml.ts'
import type { PassageList } from './passage-list.ts'
import type { ZipContainer } from './zip-container.ts'

/** Pictures, charts and text boxes that lie over a sheet or a slide: told, and their words read. */
export const addDrawings = async (
  list: PassageList,
  zip: ZipContainer,
  relations: readonly Relation[],
): Promise<void> => {
  for (const { type, target, external } of relations) {
    if (type !== 'drawing' || external || !zip.has(target)) continue
    addShapes(list, await partText(zip, target))
    for (const chart of (await relationsOf(zip, target)).values())
      if (chart.type === 'chart' && !chart.external && zip.has(chart.target))
        addWords(list, await partText(zip, chart.target))
  }
}

const pictures = new Set(['xdr:pic', 'xdr:graphicFrame'])

const addShapes = (list: PassageList, xml: string): void => {
  let open: { words: string } | undefined
  walkXml(xml, {
    open: (name, attributes) => {
      if (pictures.has(name)) open = { words: '' }
      else if (open !== undefined && name === 'xdr:cNvPr')
        open.words = attributes['descr'] ?? attributes['title'] ?? ''
    },
    close: (name) => {
      if (open === undefined || !pictures.has(name)) return
      list.drawing('a picture', {}, open.words)
      open = undefined
    },
    text: () => {},
  })
  addWords(list, xml)
}

/** The paragraphs of a drawing (DrawingML), each a caption. */
export const addWords = (list: PassageList, xml: string): void => {
  let text = ''
  let inText = false
  walkXml(xml, {
    open: (name) => {
      inText = name === 'a:t'
      if (name === 'a:br') text += ' '
    },
    close: (name) => {
      inText = false
      if (name !== 'a:p') return
      list.add('caption', text.replace(/\s+/g, ' '))
      text = ''
    },
    text: (value) => {
      if (inText) text += value
    },
  })
}

/** Says what an Office file brings that is not run and not fetched. */
export const remarkOutside = (
  list: PassageList,
  zip: ZipContainer,
  relations: readonly Relation[],
): void => {
  if (zip.names.some((name) => /vbaProject\.bin$/i.test(name)))
    list.remark('it holds macros, which were not run')
  const outside = relations.filter(
    ({ external, type }) => (external && type !== 'hyperlink') || type === 'externalLink',
  ).length
  if (outside > 0)
    list.remark(
      outside === 1
        ? 'it refers to a file outside, which was not fetched'
        : `it refers to ${outside} files outside, which were not fetched`,
    )
}
