import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { addWords, remarkOutside } from './office-drawings.ts'
import { type Relation, relationsOf } from './office-relations.ts'
import { partText, walkXml } from './office-xml.ts'
import { PassageList } from './passage-list.ts'
import { unread } from './unread.ts'
import { BlockWriter, type WordBlock } from './word/blocks.ts'
import { WordBody } from './word/body.ts'
import { noNumbering, readNumbering } from './word/numbering.ts'
import type { WordContext } from './word/paragraph.ts'
import { readStyles } from './word/styles.ts'
import { openZipContainer, type ZipContainer } from './zip-container.ts'

/**
 * Reads a Word document (ECMA-376): headings by style, lists with the numbers that Word counts,
 * tables row by row, text boxes, notes, and heads and feet once. Word has no lines or pages until it
 * sets them, so passages are placed by their headings. What is deleted in tracked changes is not its
 * text, what is inserted is. Pictures are not unpacked, nothing outside the container is fetched and
 * no macro is run: each is told of.
 */
export const readDocx = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return unread('docx', zip.message)
  const main = await mainPart(zip)
  if (main === undefined) return unread('docx', 'damaged: its main part is missing')
  const relations = [...(await relationsOf(zip, main)).values()]
  const context = await contextOf(zip, relations)
  const list = new PassageList()
  const writer = new BlockWriter(list)
  for (const block of await margins(zip, relations, context)) writer.add(block)
  const body = new WordBody(context, (block) => {
    if (!list.full) writer.add(block)
  })
  walkXml(await partText(zip, main), body)
  writer.end()
  await addDiagrams(list, zip, relations)
  remark(list, zip, relations, body)
  await remarkComments(list, zip, relations)
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('docx', 'no text: the document holds only pictures or nothing', first?.text)
}

const mainPart = async (zip: ZipContainer): Promise<string | undefined> => {
  const relations = [...(await relationsOf(zip, '')).values()]
  const named = relations.find(({ type, external }) => type === 'officeDocument' && !external)
  return [named?.target ?? '', 'word/document.xml'].find((name) => zip.has(name))
}

/** The texts of all parts of a type that are there. */
const partsOf = async (
  zip: ZipContainer,
  relations: readonly Relation[],
  type: string,
): Promise<readonly string[]> => {
  const names = relations
    .filter((one) => one.type === type && !one.external && zip.has(one.target))
    .map(({ target }) => target)
  const texts: string[] = []
  for (const name of new Set(names)) texts.push(await partText(zip, name))
  return texts
}

const contextOf = async (
  zip: ZipContainer,
  relations: readonly Relation[],
): Promise<WordContext> => {
  const [styles] = await partsOf(zip, relations, 'styles')
  const [numbering] = await partsOf(zip, relations, 'numbering')
  const notes = new Map<string, WordBlock[]>()
  const context: WordContext = {
    styles: styles === undefined ? new Map() : readStyles(styles),
    numbering: numbering === undefined ? noNumbering : readNumbering(numbering),
    notes,
  }
  for (const kind of ['footnote', 'endnote'])
    for (const xml of await partsOf(zip, relations, `${kind}s`)) {
      let open: WordBlock[] = []
      const body = new WordBody(context, (block) => open.push(block))
      walkXml(xml, {
        open: (name, attributes) => {
          if (name === `w:${kind}`) {
            open = []
            notes.set(`${kind} ${attributes['w:id'] ?? ''}`, open)
          }
          body.open(name, attributes)
        },
        close: (name) => body.close(name),
        text: (value) => body.text(value),
      })
    }
  return context
}

/** Heads and feet, each once and before the text: they may name the version. */
const margins = async (
  zip: ZipContainer,
  relations: readonly Relation[],
  context: WordContext,
): Promise<readonly WordBlock[]> => {
  const found = new Map<string, WordBlock>()
  for (const type of ['header', 'footer'])
    for (const xml of await partsOf(zip, relations, type))
      walkXml(
        xml,
        new WordBody(context, ({ kind, text }) => {
          const key = text.replace(/\d+/g, '#')
          // A logo on every page is no drawing to look at, a page number no text.
          if (
            /\p{L}{2}/u.test(text) &&
            !/^(?:page|seite)?[\s#]*(?:(?:of|von|\/)[\s#]*)?$/i.test(key)
          )
            found.set(key, { kind: kind === 'heading' ? 'paragraph' : kind, text, pictures: [] })
        }),
      )
  return [...found.values()].slice(0, 20)
}

/** Words in charts and diagrams: they stand in parts of their own. */
const addDiagrams = async (
  list: PassageList,
  zip: ZipContainer,
  relations: readonly Relation[],
): Promise<void> => {
  for (const type of ['diagramData', 'chart'])
    for (const xml of await partsOf(zip, relations, type)) addWords(list, xml)
}

const remark = (
  list: PassageList,
  zip: ZipContainer,
  relations: readonly Relation[],
  { changes, hidden }: WordBody,
): void => {
  if (changes > 0)
    list.remark('it holds tracked changes: what they delete is not its text, what they insert is')
  if (hidden) list.remark('it holds hidden text, which is not read')
  remarkOutside(list, zip, relations)
}

const remarkComments = async (
  list: PassageList,
  zip: ZipContainer,
  relations: readonly Relation[],
): Promise<void> => {
  let comments = 0
  for (const xml of await partsOf(zip, relations, 'comments'))
    walkXml(xml, {
      open: (name) => {
        if (name === 'w:comment') comments++
      },
      close: () => {},
      text: () => {},
    })
  if (comments > 0)
    list.remark(
      comments === 1
        ? 'it holds a comment, which is not its text'
        : `it holds ${comments} comments, which are not its text`,
    )
}
