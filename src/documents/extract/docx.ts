import mammoth from 'mammoth'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal } from '../../kernel/result.ts'
import { addHtml } from './html.ts'
import { PassageList } from './passage-list.ts'
import { unread } from './unread.ts'
import { openZipContainer, type ZipContainer } from './zip-container.ts'

/**
 * Reads a Word document (ECMA-376) by way of HTML: headings by style, lists, tables, footnotes.
 * Word has no lines or pages until it sets them, so passages are placed by their headings.
 * Pictures are not unpacked and relations to files outside the container are never followed.
 */
export const readDocx = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return unread('docx', zip.message)
  const list = new PassageList()
  // mammoth documents paths and buffers only; its `file` takes an opened container, so that
  // nothing is inflated except through our checked one.
  const input = { file: checkedFile(zip) } as unknown as { buffer: Buffer }
  const { value: html } = await mammoth.convertToHtml(input, {
    styleMap,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  })
  const title = addHtml(list, withoutNoteMarks(html).slice(0, limits.document.characters * 2), {})
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish(
    'docx',
    'no text: the document holds only pictures or nothing',
    title ?? first?.text,
  )
}

export const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='heading 7'] => h6:fresh",
  "p[style-name='heading 8'] => h6:fresh",
  "p[style-name='heading 9'] => h6:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
]

/** The container as mammoth opens it: each part inflated by our checked reader. */
export const checkedFile = (zip: ZipContainer) => ({
  exists: (name: string) => zip.has(name),
  read: async (name: string, encoding?: string): Promise<Uint8Array | string> => {
    const bytes = await zip.read(name)
    if (encoding === undefined) return bytes
    if (encoding === 'base64') return Buffer.from(bytes).toString('base64')
    if (bytes.length > limits.xml.bytes)
      throw new Error(`${name} is larger than ${limits.xml.bytes} bytes`)
    return new TextDecoder(encoding).decode(bytes)
  },
})

/** Numbers and arrows that the conversion adds to notes, and the document does not hold. */
const withoutNoteMarks = (html: string): string =>
  html
    .replace(
      /<sup><a href="#(?:foot|end)note-\d{1,6}" id="(?:foot|end)note-ref-\d{1,6}">\[\d{1,6}\]<\/a><\/sup>/g,
      '',
    )
    .replace(/<a href="#(?:foot|end)note-ref-\d{1,6}">↑<\/a>/g, '')
