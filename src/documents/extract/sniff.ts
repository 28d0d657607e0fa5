import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { decodeText } from './decode-text.ts'
import type { DocumentFormat, SourceFile } from './formats.ts'
import { openZipContainer } from './zip-container.ts'

/**
 * What a file is: by its content where that speaks, by its extension only between the text
 * formats, which no content can tell for sure. A wrong extension therefore misleads nobody.
 */
export const sniffFormat = async (file: SourceFile): Promise<DocumentFormat> => {
  const { bytes } = file
  if (bytes.length === 0) return 'empty'
  // PDF 32000-1 annex H: readers accept the header within the first 1024 bytes.
  if (indexOfAscii(bytes.subarray(0, 1_024), '%PDF-') >= 0) return 'pdf'
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return await insideZip(file)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'legacy-office'
  if (indexOfAscii(bytes.subarray(0, 8), '{\\rtf') >= 0) return 'rtf'
  if (isImage(bytes)) return 'image'
  const head = decodeText(bytes.subarray(0, 65_536))
  if (head === undefined) return 'binary'
  return textFormat(head.text, extensionOf(file.name))
}

/** Lower case, without the dot; '' when there is none. */
const extensionOf = (name: string): string =>
  /\.([a-z0-9]{1,12})$/i.exec(name.slice(-limits.file.nameLength))?.[1]?.toLowerCase() ?? ''

const insideZip = async (file: SourceFile): Promise<DocumentFormat> => {
  const zip = await openZipContainer(file.bytes)
  // A container that cannot be opened goes to the reader its name asks for, which says why.
  if (isRefusal(zip)) return zipByExtension[extensionOf(file.name)] ?? 'zip'
  if (zip.has('word/document.xml')) return 'docx'
  if (zip.has('xl/workbook.xml')) return 'xlsx'
  if (zip.has('ppt/presentation.xml')) return 'pptx'
  if (zip.has('mimetype') && zip.has('content.xml')) return 'opendocument'
  // A Word file may name its main part otherwise; its content types are always there.
  if (zip.has('[Content_Types].xml')) return zipByExtension[extensionOf(file.name)] ?? 'zip'
  return 'zip'
}

const zipByExtension: Readonly<Record<string, DocumentFormat>> = {
  docx: 'docx',
  docm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  pptx: 'pptx',
}

const textFormat = (text: string, extension: string): DocumentFormat => {
  const start = text.slice(0, 2_048).trimStart()
  if (
    /^(?:<\?xml[^>]{0,200}\?>\s{0,20})?(?:<!--.{0,400}?-->\s{0,20})?<(?:!doctype html|html)\b/is.test(
      start,
    )
  )
    return 'html'
  switch (extension) {
    case 'md':
    case 'markdown':
    case 'mdx':
    case 'mdown':
      return 'markdown'
    case 'rst':
    case 'rest':
      return 'restructured-text'
    case 'html':
    case 'htm':
    case 'xhtml':
      return 'html'
    case 'txt':
    case 'text':
      return 'plain-text'
    default:
      return guessed(text)
  }
}

/** A text without a telling extension: the marks that only one format uses, else plain text. */
const guessed = (text: string): DocumentFormat => {
  if (/^\.\. [a-z][a-z-]{1,30}::/m.test(text)) return 'restructured-text'
  if (/^#{1,6} \S/m.test(text) && /^(?:```|[-*] |\[|\||#{2,6} )/m.test(text)) return 'markdown'
  return 'plain-text'
}

const isImage = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) ||
  startsWith(bytes, [0xff, 0xd8, 0xff]) ||
  indexOfAscii(bytes.subarray(0, 4), 'GIF8') === 0 ||
  startsWith(bytes, [0x49, 0x49, 0x2a, 0x00]) ||
  startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a]) ||
  (indexOfAscii(bytes.subarray(0, 4), 'RIFF') === 0 &&
    indexOfAscii(bytes.subarray(8, 12), 'WEBP') === 0)

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

const indexOfAscii = (bytes: Uint8Array, text: string): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, 0, 'latin1')
